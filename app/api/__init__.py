"""What all REST endpoints share: problem responses, uploads, dependencies, limits on requests."""
