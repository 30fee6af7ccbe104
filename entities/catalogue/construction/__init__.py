"""The construction application, company generation: the tables in use today."""
