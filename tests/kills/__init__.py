"""Real processes, killed at any moment while they work on runs, on an engine of their own.

`kinds.py` has a line for each kind of long work, `crowd.py` does the killing, `ends.py` says what
is compared.
"""
