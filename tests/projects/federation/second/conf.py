project = "Second desk"
extensions = ["sphinx.ext.intersphinx", "sphinx_plenary"]
html_theme = "basic"

intersphinx_mapping = {"first": ("https://first.example/papers/", "../../first/build/html/objects.inv")}
needs_external_needs = [
    {
        "base_url": "https://first.example/papers",
        "json_path": "../first/build/html/needs.json",
        "id_prefix": "FIRST-",
    }
]
