"""A small site with figures, which says at its end whether matplotlib was needed."""

import sys

project = "Test"
extensions = ["myst_parser", "sphinx_plenary"]
myst_enable_extensions = ["colon_fence", "deflist"]
html_theme = "pydata_sphinx_theme"
html_context = {"default_mode": "auto"}
html_theme_options = {"navbar_end": []}
html_sidebars = {"**": []}
latex_engine = "xelatex"
numfig = True


def setup(app):
    app.connect("build-finished", lambda app, error: print("matplotlib:", "matplotlib" in sys.modules))
