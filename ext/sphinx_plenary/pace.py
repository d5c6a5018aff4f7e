"""Python's cyclic garbage collector, told to look less often while a build runs.

A doctree is cyclic (each node knows its parent) and an environment lives to the end, so the default
threshold of 700 allocations makes the collector walk everything again and again: a third of a build of
2,000 items. See docs/decisions/0009.
"""

from __future__ import annotations

import gc
from typing import Final

from sphinx.application import Sphinx

DEFAULT: Final = (700, 10, 10)
WHILE_BUILDING: Final = (10_000, 10, 10)


def slow_down(_app: Sphinx) -> None:
    if gc.get_threshold() == DEFAULT:  # else somebody has set it on purpose
        gc.set_threshold(*WHILE_BUILDING)


def restore(_app: Sphinx, _error: Exception | None) -> None:
    if gc.get_threshold() == WHILE_BUILDING:
        gc.set_threshold(*DEFAULT)


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", slow_down)
    app.connect("build-finished", restore)
