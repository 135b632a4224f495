"""Where things are kept: database, migrations, leases and blobs. Knows nothing of what is kept."""
