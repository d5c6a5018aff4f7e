"""Settings of a project with formulas."""

project = "Maths"
extensions = ["myst_parser", "sphinx_plenary"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
html_theme = "basic"
plenary_dossiers = False
