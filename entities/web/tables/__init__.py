"""The pages about tables."""
