project = "Test"
extensions = ["myst_parser", "sphinx_plenary"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
gettext_compact = False
locale_dirs = ["locales"]
plenary_languages = ["en", "fr"]
plenary_dossiers = False
