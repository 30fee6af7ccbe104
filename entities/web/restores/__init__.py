"""The pages on which backups are brought back, compared with today, and copied back."""
