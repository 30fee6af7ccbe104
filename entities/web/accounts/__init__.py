"""Staff accounts: who may sign in, how, and what administrators do to accounts of others."""
