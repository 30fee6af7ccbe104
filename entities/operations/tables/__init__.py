"""Tables: declared, created, compared."""
