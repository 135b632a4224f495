"""Analyses: packages of documents that are being checked or have been."""
