"""Settings of a project with every kind of block."""

project = "Print"
extensions = ["myst_parser", "sphinx_plenary"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
# Its links lead to example.org, and what would run in Typst closes no quotation.
suppress_warnings = ["plenary.R701", "plenary.R703"]
html_theme = "basic"
numfig = True
