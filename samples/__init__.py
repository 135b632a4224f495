"""Sample documents: labelled sources, what renders them as an office would have written them, and the results."""
