"""Recognition of characters on pages that hold no usable text (OCR).

From the bottom up: `ink`, `contrast`, `skew` and `rules` (the picture), `direction` and `segments` (its lines),
`recogniser` (the seam to an engine), `tesseract` and `ndlocr` (engines, run by `command`), `sideways`, `correction` and
`setting` (what engines get wrong), `pages` (one page), `engines` and `options` (which engine, and how).
`extractors.pdf.scans` renders the pages and passes what was recognised on to the layout that all pages share.
"""
