"""Measuring how well the service judges, against documents whose clauses a person has labelled."""
