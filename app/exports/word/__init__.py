"""Word files: a report of its own, and comments in the officer's file."""
