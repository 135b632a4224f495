"""Checklists: the editions that documents can be checked against."""
