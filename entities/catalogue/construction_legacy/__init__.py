"""The construction application's earlier designs: a table per entity by user, and one table."""
