"""Reading each document in a process of its own, which can be killed: no file harms the service or the next file.

    service ──control──▶ fork server ──fork──▶ guardian ──fork──▶ reading process
       │                                          │                    │
       ├──────────── lifeline: order, report ─────┘                    │
       └──────────── channel: file, progress, document ────────────────┘

The fork server has the readers loaded, so that a process costs milliseconds. The guardian ends the reading with
everything that it started when the service says so, when it uses too much, or when the service itself is gone.
Usage: `IsolatedExtractor()(data, "仕様書.pdf")` from `extractors.isolation.extractor`. It needs a POSIX system.
"""
