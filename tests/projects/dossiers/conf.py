project = "Test"
extensions = ["myst_parser", "sphinx_plenary"]
myst_enable_extensions = ["colon_fence", "deflist"]
html_theme = "pydata_sphinx_theme"
html_context = {"default_mode": "auto"}
html_theme_options = {"secondary_sidebar_items": {"papers/**": ["page-toc"]}, "navbar_end": []}
