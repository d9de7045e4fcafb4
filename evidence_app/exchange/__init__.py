"""Exchange with other programs: REFI-QDA codebooks and projects, JSON of the whole workspace, tables."""
