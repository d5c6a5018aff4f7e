"""Papers of a stranger: what could read, run or send something is refused with its place; the rest is built."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from building import ROOT, Built, build, project
from hypothesis import given
from hypothesis import strategies as st
from test_hostile import Reader

from sphinx_plenary.trust.allowed import DIRECTIVES, FILES, LIMITED, ROLES
from sphinx_plenary.trust.tree import wrong_address

SMALL = ROOT / "tests" / "register"
GOLDEN = ROOT / "tests" / "golden" / "trust.txt"
CONF = """
project = "Test"
extensions = ["myst_parser", "sphinx_plenary", "sphinx.ext.graphviz", "sphinx.ext.extlinks", "sphinx.ext.ifconfig"]
myst_enable_extensions = [
    "colon_fence", "deflist", "fieldlist", "dollarmath", "amsmath", "html_image", "html_admonition", "attrs_block",
    "attrs_inline", "tasklist",
]
html_theme = "basic"
latex_engine = "xelatex"
needs_build_json = True
plenary_trusted = False
"""
HEAD = """---
paper: {kind: background-paper, conference: PP-22, status: draft, date: 2022-09-08, version: "1"}
---
# A paper of somebody

"""
SECRET = "root:x:0"
RUN = "__import__('os').system('touch pwned')"

# What a paper has, and what is said of it.
EVIL = {
    "<script>alert(1)</script>": "raw html text",
    'words <b onmouseover="alert(1)">b</b>': "raw html text",
    '<img src="x" onerror="alert(1)">': "",
    '<div class="admonition"><script>alert(1)</script></div>': "raw html text",
    "```{raw} html\n<script>alert(1)</script>\n```": "directive 'raw'",
    "```{raw} latex\n\\input{/etc/passwd}\n```": "directive 'raw'",
    "```{eval-rst}\n.. raw:: html\n\n   <script>alert(1)</script>\n```": "directive 'raw'",
    "```{eval-rst}\n.. include:: /../secret.txt\n   :parser: os.path\n```": "option 'parser'",
    "```{eval-rst}\n.. include:: ../../secret.txt\n```": "lies outside",
    "```{eval-rst}\n`words <javascript:alert(1)>`_\n```": "leads to javascript:",
    "```{eval-rst}\n.. |x| raw:: html\n\n   <script>alert(1)</script>\n\n|x|\n```": "directive 'raw'",
    "```{include} /../secret.txt\n```": "lies outside",
    "```{include} ../../secret.txt\n```": "lies outside",
    "```{include} /link.txt\n```": "lies outside",
    "```{include} <isonum.txt>\n```": "none of the papers' own",
    "```{include} /part.md\n:parser: os.path\n```": "option 'parser' of directive 'include'",
    "```{include} /part.md\n:literal:\n```": "option 'literal' of directive 'include'",
    "```{literalinclude} /../secret.txt\n```": "lies outside",
    "```{literalinclude} /part.md\n:diff: /../secret.txt\n```": "option 'diff'",
    "```{csv-table}\n:file: ../../secret.txt\n```": "option 'file'",
    "```{csv-table}\n:url: http://127.0.0.1:9/\n```": "option 'url'",
    "```{graphviz} /../secret.txt\n```": "directive 'graphviz'",
    "```{digraph} a\na -> b\n```": "directive 'digraph'",
    "```{ifconfig} " + RUN + "\n```": "directive 'ifconfig'",
    "```{only} html\nwords\n```": "directive 'only'",
    "```{role} h(raw)\n:format: html\n```": "directive 'role'",
    "```{meta}\n:http-equiv=refresh: 0;url=https://x.example\n```": "directive 'meta'",
    "```{tabularcolumns} >{\\input{/etc/passwd}}l\n```": "directive 'tabularcolumns'",
    "```{needtable}\n:filter: " + RUN + "\n```": "option 'filter'",
    "```{needtable}\n:filter-func: os.system(touch)\n```": "option 'filter-func'",
    "```{needtable}\n" + RUN + "\n```": "the program in the body",
    "```{needtable}\n:export_id: x\n```": "option 'export_id'",
    "```{needtable}\n:style_row: \"[[calc_sum('id', '" + RUN + "')]]\"\n```": "option 'style_row'",
    "```{needlist}\n:filter: " + RUN + "\n```": "option 'filter'",
    "```{needextract} " + RUN + "\n```": "directive 'needextract'",
    "```{needextend} " + RUN + "\n:status: x\n```": "directive 'needextend'",
    "```{needflow}\n:filter: " + RUN + "\n```": "directive 'needflow'",
    "```{needpie} x\n" + RUN + "\n```": "directive 'needpie'",
    "```{needbar}\n" + RUN + "\n```": "directive 'needbar'",
    "```{needimport} http://127.0.0.1:9/needs.json\n```": "directive 'needimport'",
    "```{needimport} /../secret.txt\n```": "directive 'needimport'",
    "```{needservice} github-issues\n```": "directive 'needservice'",
    "```{needreport}\n:template: /../secret.txt\n```": "directive 'needreport'",
    "```{needuml}\n{{ 7 * 7 }}\n```": "directive 'needuml'",
    "```{if} " + RUN + "\nwords\n```": "directive 'if'",
    "```{list2need}\n* (req) x\n```": "directive 'list2need'",
    "```{req} A need of a type of theirs\n:id: REQ1\n:jinja_content: true\n\n{{ 7 }}\n```": "directive 'req'",
    "{need_count}`" + RUN + "`": "role 'need_count'",
    "{ndf}`calc_sum('id', \"" + RUN + '")`': "role 'ndf'",
    "{raw}`x`": "role 'raw'",
    "[words](javascript:alert(1))": "",
    "```{figure} /picture.png\n:target: javascript:alert(1)\n\nWords\n```": "leads to javascript:",
    "```{image} /picture.png\n:target: 'data:text/html,<script>alert(1)</script>'\n```": "leads to data:",
    '```{image} /picture.png\n:target: "java\\nscript:alert(1)"\n```': "",
    "![alt](/../secret.png)": "lies outside",
    "![alt](/link.png)": "lies outside",
    "![alt](https://x.example/pixel.png)": "is none of the papers' own",
    "![alt](data:image/svg+xml,x)": "",
    "```{figure} ../../secret.png\n:figwidth: image\n```": "lies outside",
    "{download}`secret </../secret.txt>`": "lies outside",
    "```{toctree}\nwords <javascript://%0aalert(1)>\n```": "leads to no page",
    '- [ ] <input class="task-list-item-checkbox" onclick="alert(1)" type="checkbox">': "raw html text",
    "$\\input{/etc/passwd}$": "does more than set formulas",
    "```{math}\n\\immediate\\write18{touch pwned}\n```": "does more than set formulas",
    "$$\n^^5cinput{/etc/passwd}\n$$": "does more than set formulas",
    "{math}`\\href{javascript:alert(1)}{x}`": "does more than set formulas",
    ":::{resolution} 101\n:concern: \"[[calc_sum('id', \\\""
    + RUN
    + '\\")]]"\n\nWords [[calc_sum(\'id\', "'
    + RUN
    + '")]] <i>raw</i>\n:::': "raw html text",
    ":::{position} CEPT\n:resolution: 101\n:position: support\n:status: \"[[calc_sum('id', \\\""
    + RUN
    + '\\")]]"\n:::': "",
}
GOOD = r"""
**Words**, [a link](https://www.itu.int/), <https://www.itu.int/>, {res}`101`, {conf}`PP-22`, {sub}`2`[^n]

[^n]: A note.

- [ ] to do

| a | b |
| - | - |
| 1 | 2 |

```{csv-table} Title
:header: one, two

1, 2
```

```{include} part.md
```

```{note}
A note, with $x^2 + \frac{1}{2}$.
```

```{needtable}
:types: resolution
:columns: id, title
```

```{figure} /picture.png
:target: https://www.itu.int/

A picture.
```

{download}`part.md`, a hard\
break
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = project("matrix", tmp_path_factory.mktemp("stranger"), SMALL)
    (folder / "conf.py").write_text(CONF)
    papers = folder / "source/papers"
    for page in papers.glob("*.md"):
        page.unlink()
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
        "e221bc330000000049454e44ae426082"
    )
    for name in ("secret.png", "source/picture.png"):
        (folder / name).write_bytes(png)
    (folder / "secret.txt").write_text(SECRET)
    (folder / "source/link.txt").symlink_to(folder / "secret.txt")
    (folder / "source/link.png").symlink_to(folder / "secret.png")
    (folder / "source/part.md").write_text("---\norphan: true\n---\n# Part\n\nA part.\n")
    (papers / "part.md").write_text("---\norphan: true\n---\n# Part\n\nA part that is included.\n")
    for number, text in enumerate(EVIL):
        (papers / f"evil-{number:02}.md").write_text(f"{HEAD}{text}\n\nThe words after.\n")
    (papers / "good.md").write_text(HEAD + GOOD)
    for key in ("myst: {enable_extensions: [substitution], substitutions: {a: b}}", 'substitutions: {a: "b"}'):
        lines = HEAD.splitlines()
        name = f"front-{key.split(':')[0]}.md"
        (papers / name).write_text("\n".join([lines[0], key, *lines[1:], "{{ env.app }} {{ 7 * 7 }}", ""]))
    return folder


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    return build(folder, nitpicky="0")


def told(built: Built, page: str) -> list[str]:
    return [line for line in built.said if f"/{page}.md:" in line and "[untrusted]" in line]


@pytest.mark.parametrize("number", range(len(EVIL)), ids=[text.splitlines()[0][:40] for text in EVIL])
def test_what_is_refused_is_told_with_its_place(built: Built, number: int) -> None:
    text, words = list(EVIL.items())[number]
    lines = told(built, f"evil-{number:02}")
    if words:
        assert any(words in line for line in lines), (
            lines,
            [line for line in built.said if f"evil-{number:02}" in line],
        )
        place = lines[0].split("evil-", 1)[1].split(":")[1]
        assert place.isdecimal() and 6 <= int(place) <= 6 + text.count("\n") + 3, lines
        assert "; " in lines[0]
    page = built.page(f"papers/evil-{number:02}")
    assert "The words after." in page
    assert SECRET not in page
    for tag, attributes in Reader(page).elements:
        assert not [name for name in attributes if name.startswith("on")], attributes
        addresses = [attributes.get(name) or "" for name in ("href", "src", "action", "content")]
        assert not [one for one in addresses if one.startswith(("javascript:", "data:", "https://x.example", "0;"))]
        assert tag != "script" or attributes.get("src", "").startswith("../_static/"), attributes


def test_nothing_ran_and_nothing_leaked(folder: Path, built: Built) -> None:
    assert not list(folder.rglob("pwned")) and not Path("pwned").exists()
    for path in built.out.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    assert not list(built.out.rglob("secret*"))
    assert not [line for line in built.said if "Traceback" in line]
    assert built.status == 1


@pytest.mark.parametrize("page", ["front-myst", "front-substitutions"])
def test_front_matter_that_changes_reading(built: Built, page: str) -> None:
    assert "in the front matter changes how the page is read" in told(built, page)[0]
    text = built.page(f"papers/{page}")
    assert "{{ env.app }} {{ 7 * 7 }}" in text


def test_the_rest_is_built(built: Built) -> None:
    assert [line for line in built.said if "good.md" in line] == []
    page = built.page("papers/good")
    for words in ("<strong>Words</strong>", 'href="https://www.itu.int/"', "A part that is included."):
        assert words in page
    assert 'type="checkbox"' in page and "<br />" in page and "picture.png" in page and "needstable" in page.lower()


def test_it_is_told_on_every_build(folder: Path, built: Built) -> None:
    again = build(folder, nitpicky="0")
    assert again.status == 1
    assert sorted(told(again, "evil-00")) == sorted(told(built, "evil-00")) != []


def test_latex_has_none_of_it(folder: Path, built: Built) -> None:
    done = build(folder, "latex", nitpicky="0")
    for path in done.out.glob("*.tex"):
        text = path.read_text()
        assert SECRET not in text and r"\input{/etc" not in text and r"\write18{" not in text and "^^5c" not in text
    assert not list(done.out.rglob("secret*"))


def small(tmp_path: Path, conf: str) -> Path:
    """A project of one paper, with a script in it."""
    folder = project("matrix", tmp_path, SMALL)
    (folder / "conf.py").write_text(conf)
    for page in (folder / "source/papers").glob("*.md"):
        page.unlink()
    (folder / "source/papers/evil.md").write_text(f"{HEAD}<script>alert(1)</script>\n")
    return folder


def test_with_substitutions_nobody_is_untrusted(tmp_path: Path) -> None:
    done = build(small(tmp_path, CONF.replace('"tasklist"', '"tasklist", "substitution"')), "check")
    assert done.status != 0
    assert "myst_enable_extensions has 'substitution', with which a paper runs code" in "\n".join(done.said)


def test_a_trusted_paper_may(tmp_path: Path) -> None:
    done = build(small(tmp_path, CONF.replace("plenary_trusted = False", "")))
    assert [line for line in done.said if "[untrusted]" in line] == []
    [moved] = [path for path in done.out.glob("_static/inline/*.js") if path.read_text() == "alert(1)\n"]
    assert moved.name in done.page("papers/evil")


WALK = """
import json, sys
from pathlib import Path
from sphinx.application import Sphinx
from docutils.parsers.rst import directives, roles
from sphinx_plenary.trust.allowed import DIRECTIVES, LIMITED, ROLES
app = Sphinx("source", ".", "build/walk", "build/walk-trees", "dummy", status=None, warning=None, confoverrides={
    "extensions": ["myst_parser", "sphinx_plenary", "sphinx.ext.graphviz", "sphinx.ext.autodoc",
                   "sphinx.ext.autosummary", "sphinx.ext.todo", "sphinx.ext.ifconfig",
                   "sphinx.ext.inheritance_diagram", "sphinx.ext.doctest",
                   "matplotlib.sphinxext.plot_directive", "matplotlib.sphinxext.mathmpl"]})
names = {*directives._directive_registry, *directives._directives}
spoken = {*roles._role_registry, *roles._roles}
for domain in app.env.domains.sorted():
    prefix = "" if domain.name == "std" else f"{domain.name}:"
    names |= {prefix + name for name in domain.directives}
    spoken |= {prefix + name for name in domain.roles}
print(json.dumps([sorted(names), sorted(name for name in spoken if name)]))
"""


def test_every_known_directive_and_role_is_decided(tmp_path: Path) -> None:
    """A list to be read: what a new version brings is refused, and shows here."""
    folder = project("matrix", tmp_path, SMALL)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "ext")}
    done = subprocess.run(
        [sys.executable, "-c", WALK], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    names, spoken = json.loads(done.stdout.splitlines()[-1])
    lines = [
        f"{'allowed' if name in DIRECTIVES else 'limited' if name in LIMITED else 'refused'} directive {name}"
        for name in names
    ]
    lines += [f"{'allowed' if name.removeprefix('plenary:') in ROLES else 'refused'} role {name}" for name in spoken]
    if os.environ.get("RENEW_GOLDEN"):
        GOLDEN.write_text("\n".join(sorted(lines)) + "\n")
    assert sorted(lines) == GOLDEN.read_text().splitlines()
    known = {*names, "figure-md"}
    assert DIRECTIVES | LIMITED.keys() <= known, "a name in the list that nobody knows is a slip"
    assert LIMITED.keys() >= FILES


@given(st.text(max_size=12), st.sampled_from(["javascript", "data", "vbscript", "file", "JavaScript", "blob"]))
def test_no_spelling_of_an_address_gets_by(noise: str, scheme: str) -> None:
    unseen = "".join(sign for sign in noise if sign <= " ")
    assert wrong_address(f"{unseen}{scheme}:{noise}")
    assert wrong_address(f"{scheme[:3]}{unseen}{scheme[3:]}:{noise}")
    assert (
        not wrong_address("https://www.itu.int/") and not wrong_address("../papers/a.html#b") and not wrong_address("")
    )
