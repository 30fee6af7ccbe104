"""Index changes as runs: looked at first, one at a time per table, counted afterwards."""
