"""Draft clauses in a document's own manner: its words for the parties, its endings, its numbering, its sections."""
