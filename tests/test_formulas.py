"""Formulas on pages: MathML, which needs no script, and words where one cannot be read."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from building import Built, build, change, project

from sphinx_plenary.formulas import Unreadable, formula
from sphinx_plenary.typst.formulas import typst_of

SPACE = "{http://www.w3.org/1998/Math/MathML}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(project("maths", tmp_path_factory.mktemp("maths")))


def formulas(page: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(one) for one in re.findall(r"<math .*?</math>", page, re.S)]


def test_formulas_are_mathml(built: Built) -> None:
    line, lines, equations = formulas(built.page("papers/maths"))
    assert [one.get("display") for one in (line, lines, equations)] == [None, "block", "block"]
    assert line.get("alttext") == r"\frac{a}{b} < 1"
    assert ["".join(part.itertext()).strip() for part in line.iter(f"{SPACE}mi")] == ["a", "b"]
    assert len(list(lines.iter(f"{SPACE}mtr"))) == len(list(equations.iter(f"{SPACE}mtr"))) == 2


def test_numbered_formulas_are_found(built: Built) -> None:
    page = built.page("papers/maths")
    assert re.search(r'<div class="math" id="equation-sum">\s*<span class="eqno">\(1\)', page)
    assert re.search(r'href="#equation-sum">\(1\)</a>', page)


def test_no_script_and_no_other_host(built: Built) -> None:
    page = built.page("papers/maths")
    assert re.findall(r'<(?:script|link)[^>]*(?:src|href)="(?:https?:)?//[^"]*"', page) == []
    assert "mathjax@" not in page.lower()


def test_what_cannot_be_read_is_told_on_every_build_and_shown(built: Built) -> None:
    again = build(built.out.parents[1])
    for said in (built.said, again.said):
        (one,) = said
        assert re.match(r"source/papers/maths\.md:\d+: ERROR: R503 the formula '\\\\nocommand{a<b}' cannot be set", one)
    assert r"<code>\nocommand{a&lt;b}</code>" in built.page("papers/maths")


def test_another_renderer_that_the_project_names_is_kept(tmp_path: Path) -> None:
    folder = project("maths", tmp_path)
    change(folder / "conf.py", '"sphinx_plenary"]', '"sphinx_plenary", "sphinx.ext.mathjax"]')
    one = build(folder)
    assert "mathjax@" in one.page("papers/maths") and "<math" not in one.page("papers/maths")
    change(folder / "conf.py", '"sphinx.ext.mathjax"]', '"sphinx.ext.mathjax", "sphinx.ext.imgmath"]')
    chosen = build(folder, html_math_renderer="mathml")
    assert "<math" in chosen.page("papers/maths")


@pytest.mark.parametrize("source", [r"\frac{a}", r"\begin{unknown} a", "a_", r"\unknown", r"\int ( \limits"])
def test_faults_are_of_one_kind(source: str) -> None:
    with pytest.raises(Unreadable):
        formula(source)
    with pytest.raises(Unreadable):
        typst_of(source)


def test_rows_beside_an_environment_are_aligned() -> None:
    tree = formula(r"a \\ b = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}")
    outer = next(tree.iter("mtable"))
    assert len([row for row in outer if row.tag == "mtr"]) == 2
    assert len(list(tree.iter("mtable"))) == 2
