"""Keyroom's own tables."""
