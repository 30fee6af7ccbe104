"""Items out of tables and into them as files, typed and lossless."""
