"""The report in every format. Each renders all of it; `registry` lists them."""
