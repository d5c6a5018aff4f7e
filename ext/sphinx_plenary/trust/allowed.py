"""What a paper of a stranger may use: everything else is refused, also what an extension adds one day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_PROSE: Final = (
    "attention caution danger error important note tip hint warning admonition seealso versionadded versionchanged "
    "deprecated versionremoved sidebar topic line-block parsed-literal rubric epigraph highlights pull-quote compound "
    "container class rst-class centered hlist code code-block sourcecode highlight math table list-table contents "
    "glossary index toctree figure-md"
)
_OURS: Final = (
    "resolution proposal position outcome message action resolution-table issues-matrix outcomes-matrix papers actions "
    "event figure-of changes checked-pdfs"
)
# Directives with any option; their pictures, links and formulas are looked at when the page is read.
DIRECTIVES: Final = frozenset(f"{_PROSE} {_OURS} image figure".split())

# Directives with these options only. The others run Python (filter, filter-func), read files or fetch addresses.
LIMITED: Final[Mapping[str, frozenset[str]]] = {
    "csv-table": frozenset(
        "header header-rows stub-columns width widths align class name delim quote escape keepspace".split()
    ),
    "include": frozenset("start-line end-line start-after end-before heading-offset".split()),
    "literalinclude": frozenset(
        "language lines start-after end-before start-at end-at linenos dedent caption class name".split()
    ),
    "needtable": frozenset(
        "types status tags columns colwidths style sort sort_by class max_items page_size show_filters".split()
    ),
    "needlist": frozenset("types status tags sort_by max_items show_status show_tags show_filters".split()),
}
# Of those, the ones whose argument is a file, which must lie among the papers.
FILES: Final = frozenset({"include", "literalinclude"})
# Of those, the ones whose body is text; that of the others is a program of sphinx-needs.
BODIES: Final = frozenset({"csv-table"})

ROLES: Final = frozenset(
    "emphasis strong literal code subscript sub superscript sup title-reference title t math abbreviation abbr ac "
    "ref doc numref term eq any keyword index download file samp kbd dfn guilabel menuselection command program "
    "rfc rfc-reference pep pep-reference "
    "res conf conf-dates conf-place org deadline msg need need_outgoing need_incoming need_part np".split()
)
# Their names may be given with the domain before them.
DOMAINS: Final = frozenset({"std", "plenary"})

SCHEMES: Final = frozenset({"", "http", "https", "mailto", "ftp", "tel"})

# What MyST itself writes for a hard break, for what is struck out, and for a box of a list of tasks.
RAW: Final = (
    r"<br />\n",
    r"\\\\\n",
    r"</?s>",
    r'<input class="task-list-item-checkbox"(?: checked="checked")?(?: disabled="disabled")? type="checkbox">',
)
# Commands of TeX that read or write files, run programs, or make commands that do; ^^5c is another way to write \.
TEX: Final = (
    r"\^\^|\\(?:input|include\w*|openin|openout|read(?:line)?|write\w*|immediate|catcode|lccode|uccode|csname|"
    r"[gex]?def|edef|let|futurelet|newcommand|renewcommand|providecommand|DeclareMathOperator|directlua|latelua|special|"
    r"usepackage|RequirePackage|verbatiminput|lstinputlisting|expandafter|noexpand|everymath|everypar|loop|"
    r"scantokens|ShellEscape|href|url|html\w*|class|style|require|Umathchar\w*|XeTeX\w*|pdf\w*|"
    r"begin\s*\{\s*(?:document|filecontents|verbatim)\w*\*?\s*\}|end\s*\{\s*document\s*\})(?![a-zA-Z])"
)
# Keys of a page's front matter that change how it is read: {{ }} runs code, html_meta sends readers elsewhere.
KEYS: Final = ("myst", "substitutions", "html_meta")
EXTENSIONS: Final = ("substitution",)
