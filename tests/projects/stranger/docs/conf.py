project = "Health policy desk"
author = "The desk"
extensions = ["sphinx.ext.todo", "sphinx_plenary"]
plenary_register = "register"
plenary_licence = "CC BY 4.0"
