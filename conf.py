"""Settings of the worked site. See docs/ for what each means."""

project = "Plenary papers"
author = "the sphinx-plenary project"
project_copyright = "2022, the sphinx-plenary project"
language = "en"

extensions = ["myst_parser", "sphinx_plenary"]
root_doc = "index"
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]

plenary_register = "data"
plenary_licence = "CC BY 4.0"

needs_build_json = True
needs_reproducible_json = True

html_theme = "pydata_sphinx_theme"
html_title = "Plenary papers"
html_copy_source = False
html_show_sphinx = False
html_last_updated_fmt = None
html_theme_options = {
    "show_prev_next": False,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "navbar_end": ["theme-switcher"],
}
html_sidebars = {"**": []}

latex_engine = "xelatex"
latex_show_urls = "footnote"
