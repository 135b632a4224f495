"""The command line: `morenashi check`, `extract`, `serve`, `worker`, `evaluate`.

Exit codes: 0 no gaps; 1 gaps; 2 something could not be read, or bad use.
"""

from app.cli.application import app, main

__all__ = ["app", "main"]
