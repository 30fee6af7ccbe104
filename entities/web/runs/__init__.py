"""The pages of runs: what is under way and what was, and one run with all that is known of it."""
