"""Settings of a project whose papers hold whatever is hard to print."""

project = "Torture"
author = "the sphinx-plenary project"
extensions = ["myst_parser", "sphinx_plenary"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_footnote_transition = False
myst_heading_anchors = 3
html_theme = "basic"
needs_build_json = True
needs_reproducible_json = True
latex_engine = "xelatex"
latex_show_urls = "footnote"
# Its links lead to example.org, and it has a soft hyphen, since both have to be printed.
suppress_warnings = ["plenary.R701", "plenary.R704"]
