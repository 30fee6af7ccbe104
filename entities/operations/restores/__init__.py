"""Bringing backups back: always to new tables, proved item by item, compared with today."""
