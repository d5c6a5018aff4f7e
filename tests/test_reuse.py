"""The wheel as a stranger has it: in an empty environment, in a project that is not this repository.

Dependencies are lent by the environment of the tests, so that no network is asked; the package comes from the wheel.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup
from building import PROJECTS, ROOT

from sphinx_plenary.design import tokens

PACKAGE = ROOT / "ext" / "sphinx_plenary"
STRANGER = PROJECTS / "stranger" / "docs"
EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}


def run(*command: object, cwd: Path, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A command without what the tests' own process knows of the package."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**inherited, "NO_COLOR": "1", **EPOCH, **(environment or {})},
        capture_output=True,
        text=True,
    )


def wheel_of(project: Path) -> Path:
    done = run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", "dist", ".", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = (project / "dist").glob("*.whl")
    return made


def checkout(folder: Path) -> Path:
    """What git has of the package, without what building and testing left in it."""
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "ext", folder / "ext", symlinks=True, ignore=ignored)
    shutil.copytree(ROOT / "data" / "schema", folder / "data" / "schema")
    return folder


@dataclass(frozen=True)
class Environment:
    """An environment that has the wheel and nothing else of ours."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def packages(self) -> Path:
        (found,) = self.folder.glob("lib/python*/site-packages")
        return found

    def install(self, wheel: Path) -> None:
        pip = (sys.executable, "-m", "pip", "--python", self.python, "--disable-pip-version-check")
        done = run(*pip, "install", "--no-index", "--no-deps", wheel, cwd=self.folder)
        assert done.returncode == 0, done.stderr

    def sphinx(self, builder: str, project: Path, out: Path) -> subprocess.CompletedProcess[str]:
        return run(self.python, "-m", "sphinx", "-q", "-n", "-W", "-b", builder, project, out, cwd=project)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel_of(checkout(tmp_path_factory.mktemp("wheel") / "one"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    made = Environment(tmp_path_factory.mktemp("environment") / "env")
    venv.create(made.folder, with_pip=False, symlinks=True)
    made.install(wheel)
    (made.packages / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return made


@dataclass(frozen=True)
class Stranger:
    """A stranger's project, its pages and its PDFs, and what the builds said."""

    folder: Path
    pages: Path
    pdfs: Path
    said: str

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup((self.pages / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def stranger(environment: Environment, tmp_path_factory: pytest.TempPathFactory) -> Stranger:
    folder = tmp_path_factory.mktemp("stranger")
    project = Path(shutil.copytree(STRANGER, folder / "docs"))
    done = [environment.sphinx(builder, project, folder / builder) for builder in ("html", "typst")]
    said = "".join(one.stdout + one.stderr for one in done)
    assert [one.returncode for one in done] == [0, 0], said
    return Stranger(project, folder / "html", folder / "typst", said)


# ---- the wheel


def test_it_holds_the_package_and_nothing_else(wheel: Path) -> None:
    there = {
        Path(folder, name).relative_to(ROOT / "ext").as_posix()
        for folder, _, names in os.walk(PACKAGE, followlinks=True)
        for name in names
        if not name.endswith(".pyc")
    }
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    ours = {name for name in names if not re.match(r"sphinx_plenary-[^/]+\.dist-info/", name)}
    assert ours == there
    assert {name.partition("/")[2] for name in names - ours} >= {"METADATA", "entry_points.txt", "licenses/LICENSE"}


def test_it_is_small(wheel: Path) -> None:
    """3.3 MB, most of it fonts, with those of Arabic; a stray picture or a register would show here."""
    assert wheel.stat().st_size < 3_800_000


def test_its_bytes_are_the_same_when_it_is_made_again(wheel: Path, tmp_path: Path) -> None:
    again = checkout(tmp_path / "elsewhere")
    for path in again.rglob("*.py"):
        os.utime(path, (1, 1_000_000_000))
    assert wheel_of(again).read_bytes() == wheel.read_bytes()


def test_its_metadata_say_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        metadata = message_from_bytes(archive.read(name))
        commands = archive.read(name.replace("METADATA", "entry_points.txt")).decode()
    assert metadata["Name"] == "sphinx-plenary"
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert "Framework :: Sphinx :: Extension" in metadata.get_all("Classifier", [])
    assert commands == "[console_scripts]\nplenary = sphinx_plenary.cli:main\n"


def test_what_it_needs_is_what_the_lock_has(environment: Environment) -> None:
    """pip holds the ranges of the wheel to the locked packages, which the environment borrows."""
    pip = (sys.executable, "-m", "pip", "--python", environment.python, "--disable-pip-version-check")
    done = run(*pip, "check", cwd=environment.folder)
    assert (done.stdout, done.returncode) == ("No broken requirements found.\n", 0)


# ---- a stranger's project


def test_the_package_comes_from_the_wheel(environment: Environment) -> None:
    done = run(environment.python, "-c", "import sphinx_plenary as it; print(it.__file__)", cwd=environment.folder)
    assert Path(done.stdout.strip()).is_relative_to(environment.packages)
    done = run(environment.folder / "bin" / "plenary", "--version", cwd=environment.folder)
    assert done.returncode == 0, done.stderr


def test_three_lines_are_all_that_conf_py_says_of_it() -> None:
    lines = (STRANGER / "conf.py").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if "plenary" in line]) == 3
    assert not [line for line in lines if re.match(r"(myst|needs|templates|html)_", line)]


def test_nothing_is_said(stranger: Stranger) -> None:
    assert stranger.said == ""


def test_the_paper_is_whole(stranger: Stranger) -> None:
    paper = stranger.page("papers/wha-75")
    text = " ".join(paper.get_text(" ").split())
    assert "Seventy-fifth World Health Assembly (WHA-75) meets from 22 to 28 May 2022 in Geneva, Switzerland" in text
    assert [card.get_text() for card in paper.select(".plenary-card-title")] == [
        *("eHealth", "COVID-19 response"),
        "Register every trial",
    ]
    assert len(paper.select("table.plenary-rows tr.plenary-row")) == 2
    assert paper.select_one("hr.footnotes") is None, "its notes stand under the paper, not under a rule of MyST's"
    for sheet in paper.select("link[rel=stylesheet]"):
        assert (stranger.pages / "papers" / str(sheet["href"]).partition("?")[0]).resolve().is_file()
    assert (stranger.pages / "dossiers/instruments/wha-res-58-28.html").is_file()
    assert sorted(path.suffix for path in (stranger.pages / "_downloads").rglob("*.*")) == [".csv", ".json", ".xlsx"]


def test_pages_of_the_strangers_own_stay_theirs(stranger: Stranger) -> None:
    guide = stranger.page("guide")
    assert guide.select_one("div.admonition.note") is not None
    link = guide.select_one("a:has(.plenary-msg)")
    assert link is not None and link["href"] == "papers/wha-75.html#MSG-REGISTER-TRIALS"
    method = stranger.page("method")
    assert method.select_one("hr.footnotes") is not None, "MyST's own way with notes"
    assert [cell.get_text(strip=True) for cell in method.select("table td")] == ["Read", "all", "Choose", "the desk"]
    assert "alabaster" in str(guide.select_one("div.footer"))


def test_the_pdf_has_our_fonts_and_is_accessible(stranger: Stranger) -> None:
    (path,) = stranger.pdfs.glob("*.pdf")
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked and pdf.Root.Lang == "en"
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert any("SourceSerif4" in name for name in fonts) and any("SourceSans3" in name for name in fonts)
    assert json.loads((stranger.pdfs / "accessibility.json").read_text(encoding="utf-8"))


def test_without_a_register_the_stranger_is_told_what_to_make(environment: Environment, tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text('extensions = ["sphinx_plenary"]\n')
    (tmp_path / "index.rst").write_text("Title\n=====\n")
    done = environment.sphinx("html", tmp_path, tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "data:1: ERROR: D101 there is no such folder; make it, with sources.csv, conferences.csv, organizations.csv, "
        "instruments.csv, bodies.yaml; a register elsewhere is named by plenary_register in conf.py [plenary.D101]",
        "ERROR: data has 1 fault(s), told above; nothing was built",
    ]


def _rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


@pytest.mark.browser
@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_under_a_strangers_theme_colours_follow_its_pages_not_the_system(
    browser, stranger: Stranger, system: str, theme: str
) -> None:  # type: ignore[no-untyped-def]
    """Alabaster has no dark pages; a theme that has says so by ``color-scheme``, as the sheet added here does."""
    page = browser.new_context(color_scheme=system).new_page()
    page.goto((stranger.pages / "papers/wha-75.html").as_uri())
    if theme == "dark":
        page.add_style_tag(content=":root { color-scheme: dark; background: #111 } body { background: #111 }")
    for selector, name in (
        (".plenary-card-meta", "muted"),
        (".plenary-support", "support"),
        (".plenary-mark", "unconfirmed"),
    ):
        colour = page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).color")
        assert colour == _rgb(tokens()[theme][name]), selector
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 800, 390])
def test_under_a_strangers_theme_nothing_is_cut_off(browser, stranger: Stranger, width: int) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto((stranger.pages / "papers/wha-75.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    card = page.locator("div.plenary-card").first
    assert card.evaluate("it => getComputedStyle(it).borderLeftStyle") == "solid"
    if width == 1280:
        columns = [row.locator("> *").all() for row in page.locator("tr.plenary-row").all()]
        lefts = [[round(cell.bounding_box()["x"]) for cell in row] for row in columns]
        assert lefts[0] == lefts[1], "the cells of a column stand under each other"
    page.context.close()


# ---- a register that is installed


def snippet() -> str:
    """The recipe as docs/reuse.md prints it."""
    text = (ROOT / "docs" / "reuse.md").read_text(encoding="utf-8")
    return text.split("```toml\n", 1)[1].split("```", 1)[0]


def test_a_register_may_be_an_installed_package(environment: Environment, tmp_path: Path) -> None:
    """The recipe of the docs makes the package; the project that uses it has rows of its own beside."""
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "pyproject.toml").write_text(snippet())
    shutil.copytree(STRANGER / "register", tmp_path / "register" / "data")
    environment.install(wheel_of(tmp_path / "register"))

    project = Path(shutil.copytree(STRANGER, tmp_path / "docs", ignore=shutil.ignore_patterns("register")))
    conf = project / "conf.py"
    conf.write_text(conf.read_text().replace('"register"', '["package:itu_register", "own"]'))
    (project / "own").mkdir()
    head = "id,name,kind,region,proposal_prefix,other_names,source,confidence,note\n"
    row = "DESK,The health policy desk,civil society,,,,who-wha75,seen,\n"
    (project / "own" / "organizations.csv").write_text(head + row)
    paper = project / "papers" / "wha-75.md"
    paper.write_text(paper.read_text().replace("is what the desk says", "is what {org}`DESK` says"))
    done = environment.sphinx("html", project, tmp_path / "out")
    assert (done.stderr, done.returncode) == ("", 0)
    page = (tmp_path / "out/papers/wha-75.html").read_text(encoding="utf-8")
    assert "The health policy desk (DESK)" in page and "World Health Organization (WHO)" in page

    (project / "own" / "organizations.csv").write_text(head + row + row.replace("DESK,", "WHO,"))
    done = environment.sphinx("html", project, tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "own/organizations.csv:3: ERROR: D104 id 'WHO' stands twice; the first is at "
        "site-packages/itu_register/organizations.csv:2; remove one or give it another id [plenary.D104]"
    )
    listed = run(environment.folder / "bin" / "plenary", "register", "package:itu_register", cwd=tmp_path)
    assert (
        listed.stdout == "1 bodies, 1 conferences, 1 organizations, 3 instruments, 0 proposals, 0 outcomes, 3 sources\n"
    )
