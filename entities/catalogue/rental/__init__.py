"""The rental application: one table of drafts, and the four tables that follow it."""
