"""The house: imports point one way, the plain rooms know no Sphinx, one room knows sphinx-needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "ext" / "sphinx_plenary"
NAME = PACKAGE.name

# Each line may import the lines above it; every room that is not named here is a Sphinx room.
LAYERS = (
    {"model", "design", "fences", "translation"},
    {"suggest", "glyphs", "words", "refused", "writing", "clock", "progress"},
    {"register", "citations", "slips", "manifest", "locking", "sealing", "folders", "inline"},
    {"lint", "elsewhere", "days", "catalogues"},
    {"prose", "internal", "comments"},
    {"readings"},
    {"facts"},
    {"reviewed"},
    {"rules", "gather", "matrix"},
    {"reports", "telling", "mending", "exports", "dossiers", "figures", "drafting", "editions"},
    {"reviewing", "counts", "starting"},
    {"imports"},
    {"the Sphinx rooms"},
    {"cli", ""},
)
# What may not import Sphinx: all lines but that of the Sphinx rooms and the package itself.
PLAIN = set().union(*LAYERS) - {"the Sphinx rooms", ""}
SPHINX_LAYER = next(level for level, rooms in enumerate(LAYERS) if "the Sphinx rooms" in rooms)
SPHINX = {"sphinx", "docutils", "sphinx_needs", "myst_parser"}
READS = {"read_text", "read_bytes", "open", "load", "loads", "glob", "iterdir", "run", "getenv"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(module: Path) -> str:
    """``register.load``; empty for the package itself."""
    return ".".join(module.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")


def room_of(name: str) -> str:
    return name.partition(".")[0]


def layer_of(room: str) -> int:
    return next((level for level, rooms in enumerate(LAYERS) if room in rooms), SPHINX_LAYER)


def imports_of(module: Path) -> Iterator[tuple[int, str]]:
    """Every import of a module, also those inside functions: its line and the dotted name."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: imports are absolute"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def own_imports(module: Path) -> Iterator[tuple[int, str]]:
    """The rooms of ours that a module imports."""
    for line, name in imports_of(module):
        package, _, inside = name.partition(".")
        if package == NAME and inside != "__version__":
            yield line, room_of(inside)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_imports_point_one_way(module: Path) -> None:
    own = room_of(name_of(module))
    for line, room in own_imports(module):
        if room == own or (layer_of(own) == layer_of(room) == SPHINX_LAYER):
            continue
        where = f"{module.relative_to(ROOT)}:{line}"
        assert layer_of(room) < layer_of(own), f"{where}: {own or NAME} may not import {room}"


@pytest.mark.parametrize("module", [one for one in MODULES if room_of(name_of(one)) in PLAIN], ids=name_of)
def test_plain_rooms_know_no_sphinx(module: Path) -> None:
    found = [f"{line}: {name}" for line, name in imports_of(module) if name.partition(".")[0] in SPHINX]
    assert not found
    if room_of(name_of(module)) != "cli":  # a command that needs Sphinx goes by way of a Sphinx room
        assert all(layer_of(room) != SPHINX_LAYER for _, room in own_imports(module)), "nor by way of a Sphinx room"


def test_one_room_knows_sphinx_needs() -> None:
    knowing = {name_of(one) for one in MODULES for _, name in imports_of(one) if name.startswith("sphinx_needs")}
    assert knowing == {"needs"}


def test_every_layer_is_there() -> None:
    """A room that was renamed would fall through the other tests."""
    rooms = {room_of(name_of(module)) for module in MODULES}
    named = set().union(*LAYERS) - {"the Sphinx rooms"}
    assert named <= rooms
    assert rooms - named, "there are Sphinx rooms"


def _defines(node: ast.stmt) -> bool:
    """A definition, an import, a docstring or a constant."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return isinstance(node, (ast.Import, ast.ImportFrom, *definitions, ast.Assign, ast.AnnAssign))


def _calls(node: ast.AST) -> Iterator[str]:
    """What a statement calls when it is executed: not what stands inside a function."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return
    if isinstance(node, ast.Call):
        yield ast.unparse(node.func).rpartition(".")[2]
    for child in ast.iter_child_nodes(node):
        yield from _calls(child)


@pytest.mark.parametrize("module", [one for one in MODULES if one.name != "__main__.py"], ids=name_of)
def test_to_import_is_only_to_define(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert [ast.unparse(node) for node in tree.body if not _defines(node)] == []
    assert READS.isdisjoint(_calls(tree)), "no file is read and nothing is run at import"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_every_module_says_what_it_is_for(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    text = ast.get_docstring(tree)
    if module.parent.name == "rules" and module.name.startswith("r") and module.stem[1:4].isdigit():
        assert text is None, "a rule's documentation is the rule's"
    else:
        assert text and text.split("\n\n")[0].rstrip().endswith((".", ":", "?"))


@pytest.mark.parametrize(
    ("command", "absent"),
    [
        (["--help"], SPHINX | {"yaml", "jsonschema_rs"}),
        (["--version"], SPHINX | {"yaml", "jsonschema_rs"}),
        (["rules"], SPHINX),
        (["explain", "R101"], SPHINX),
        (["register", "tests/register"], SPHINX),
        (["lint", "README.md", "--conference", "PP-22", "--date", "2022-09-08"], SPHINX),
        (
            ["export", "PP-22", "--register=tests/register", "--as-of=2022-09-16", "--format=json", "--output=-"],
            SPHINX,
        ),
        (["import", "--help"], SPHINX),
        (["in-force", "PP-RES-101", "2022-09-08", "--register", "tests/register"], SPHINX),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_starts_without_what_it_does_not_need(command: list[str], absent: set[str]) -> None:
    program = (
        "import sys\n"
        "from sphinx_plenary.cli import main\n"
        "try:\n"
        f"    status = main({command!r})\n"
        "except SystemExit as end:\n"
        "    status = end.code\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert absent.isdisjoint(ast.literal_eval(done.stderr))
