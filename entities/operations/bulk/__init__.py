"""One change of many items: chosen, previewed, applied exactly as previewed, and undone."""
