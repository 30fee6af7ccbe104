"""Backups as pages and commands show them."""
