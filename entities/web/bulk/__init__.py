"""Pages that work on many items: export, import, and changing a whole list."""
