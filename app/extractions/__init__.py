"""Extractions: what can be read from a file, without judging it."""
