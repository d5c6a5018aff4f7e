project = "أوراق"
language = "ar"
extensions = ["myst_parser", "sphinx_plenary"]
myst_enable_extensions = ["colon_fence"]
html_theme = "pydata_sphinx_theme"
plenary_dossiers = False
plenary_lean_pages = True
suppress_warnings = ["plenary.R114", "plenary.R206"]
