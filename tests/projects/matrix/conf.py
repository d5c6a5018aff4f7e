project = "Test"
extensions = ["myst_parser", "sphinx_plenary"]
myst_enable_extensions = ["colon_fence", "deflist"]
html_theme = "basic"
needs_build_json = True
needs_reproducible_json = True
latex_engine = "xelatex"
latex_show_urls = "footnote"
# the papers have proposals without documents and after their day, so that a matrix can leave them out
suppress_warnings = ["plenary.R406", "plenary.R509", "plenary.R605", "plenary.R606"]
