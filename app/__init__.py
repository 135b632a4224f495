"""The service around the judgement: settings, analyses, REST, web pages, exports and the command line."""
