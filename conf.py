"""Settings of the worked site. See docs/ for what each means."""

project = "Plenary papers"
author = "the sphinx-plenary project"
project_copyright = "2022, the sphinx-plenary project"
language = "en"

gettext_compact = False  # a catalogue for each page
locale_dirs = ["locales"]
plenary_languages = ["en", "fr"]

extensions = ["sphinx_plenary"]
plenary_register = "data"
plenary_lean_pages = True
plenary_licence = "CC BY 4.0"

needs_build_json = True

html_theme = "pydata_sphinx_theme"
html_title = "Plenary papers"
html_favicon = "ext/sphinx_plenary/static/favicon.svg"
html_copy_source = False
html_show_sphinx = False
html_use_index = False  # it would be empty: papers mark no words for it
html_last_updated_fmt = None
html_theme_options = {
    "navbar_start": ["navbar-logo", "plenary-mark"],
    "navbar_center": [],  # the home page lists the papers; their titles are too long for a header
    "navbar_persistent": ["search-button", "theme-switcher"],
    "navbar_end": [],
    "article_header_start": [],
    "primary_sidebar_end": [],
    "secondary_sidebar_items": {"papers/**": ["page-toc"]},
    "search_bar_text": "Search the papers",
    "back_to_top_button": False,  # nothing moves over the text
    "show_prev_next": False,
    "footer_start": ["copyright"],
    "footer_end": [],
    # The theme need not try at each page whether these are empty: they never are.
    "templates_skip_empty_check": ["navbar-logo.html", "search-button.html", "theme-switcher.html", "copyright.html"],
}
html_sidebars = {"**": []}

latex_engine = "xelatex"
latex_show_urls = "footnote"
