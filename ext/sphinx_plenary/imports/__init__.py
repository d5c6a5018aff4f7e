"""A spreadsheet that came back -> what a colleague changed against the register, and the register with it."""

from sphinx_plenary.imports.compare import Change, NoExport, Review, Trouble, counted, review
from sphinx_plenary.imports.judge import Judged, judged
from sphinx_plenary.imports.workbook import read_workbook

__all__ = ["Change", "Judged", "NoExport", "Review", "Trouble", "counted", "judged", "read_workbook", "review"]
