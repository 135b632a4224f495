"""How the tables came to be, step by step; run at start, never by hand."""
