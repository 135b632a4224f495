"""Reading of PDF files with PDFium, and with pdfplumber where the rules of a table are in doubt.

From the bottom up: `geometry` (coordinates), `characters` and `drawings` (what is on the page), `lines`, `grids` and
`plumber` (tables found in rules), `paragraphs`, `tables` (their texts), `pages` (one page), `furniture`, `columns` and
`layout` (all pages together), `quality` (whether the text is to be trusted), `reader` (the way in).
"""
