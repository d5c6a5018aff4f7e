project = "First desk"
extensions = ["sphinx_plenary"]
html_theme = "basic"
needs_build_json = True
