"""The documentation as a site: make docs. Its pages are plain Markdown, to be read in the repository too."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "_ext"))

project = "sphinx-plenary"
author = "the sphinx-plenary project"
project_copyright = "2022, the sphinx-plenary project"
language = "en"

extensions = ["sphinx_plenary", "shown", "repository"]
exclude_patterns = ["_*/**"]
myst_heading_anchors = 4  # the names that a forge gives to headings

# The examples are a paper; of its kind and conference the package's own register knows.
plenary_register = "../ext/sphinx_plenary/starter"
plenary_dossiers = False
plenary_lean_pages = True
needs_build_json = False

html_theme = "pydata_sphinx_theme"
html_title = "sphinx-plenary"
html_favicon = "../ext/sphinx_plenary/static/favicon.svg"
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_copy_source = False
html_show_sphinx = False
html_use_index = False  # it would be empty: papers mark no words for it
html_last_updated_fmt = None
html_theme_options = {
    "navbar_start": ["navbar-logo"],
    "navbar_center": ["navbar-nav"],
    "navbar_align": "left",
    "header_links_before_dropdown": 7,
    "navbar_persistent": ["search-button", "theme-switcher"],
    "navbar_end": [],
    "article_header_start": [],
    "primary_sidebar_end": [],
    "secondary_sidebar_items": {"**": ["page-toc"], "index": [], "how-to": [], "explanation": []},
    "show_nav_level": 1,
    "show_toc_level": 2,
    "collapse_navigation": True,  # its buttons have no name for those who do not see them
    "search_bar_text": "Search the documentation",
    "search_as_you_type": False,
    "back_to_top_button": False,
    "show_prev_next": True,
    "footer_start": ["copyright"],
    "footer_end": [],
}
html_sidebars = {"index": [], "tutorial": [], "glossary": [], "changelog": [], "**": ["sidebar-nav-bs"]}
