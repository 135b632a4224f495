"""Health of the service, for whatever runs it."""
