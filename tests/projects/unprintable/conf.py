"""Settings of a project with papers that cannot be printed."""

project = "Unprintable"
extensions = ["myst_parser", "sphinx.ext.graphviz", "sphinx_plenary"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
suppress_warnings = ["plenary.R701"]  # its links lead to example.org
html_theme = "basic"
