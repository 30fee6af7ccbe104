"""Backup sets: several tables taken as one, proved by drills, kept for as long as is asked.

The shape of an export, by which anybody can read one without us, is told in docs/backups.md.
"""
