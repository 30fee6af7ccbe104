"""The run engine: long work as items of our own tables, which any worker can go on with."""
