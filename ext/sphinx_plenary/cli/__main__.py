"""``python -m sphinx_plenary.cli``: the command ``plenary`` without an installed script."""

import sys

from sphinx_plenary.cli import main

sys.exit(main())
