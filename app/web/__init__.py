"""The web pages: server-rendered, in Japanese, usable without script and without any outside request."""
