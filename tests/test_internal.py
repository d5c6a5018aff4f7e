"""What is internal: in no byte of a public build of any kind, all of it in an internal one, and marked there."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from building import PROJECTS, Built, build, change, project
from conftest import SMALL, sound

from sphinx_plenary.cli import main
from sphinx_plenary.internal import marks_of, withheld, without_internal
from sphinx_plenary.internal.withheld import Source
from sphinx_plenary.lint import read_document

Output = pytest.CaptureFixture[str]

SECRET = re.compile(rb"zanzibar\w*", re.IGNORECASE)
BUILDERS = ("html", "dirhtml", "singlehtml", "text", "latex", "typst", "epub")
# Every word that the test project hides: in all forms in which a paper can hold one.
WORDS = sorted(
    {
        word.decode().casefold()
        for path in (PROJECTS / "internal").rglob("*.md")
        for word in SECRET.findall(path.name.encode() + path.read_bytes())
    }
)


def planted(folder: Path) -> dict[str, set[str]]:
    """File -> the secret words in its name and its bytes, also packed ones."""
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            data = b"\n".join([name.encode(), *opened(path.name, path.read_bytes())])
            if words := {word.decode().casefold() for word in SECRET.findall(data)}:
                found[name] = words
    return found


def opened(name: str, data: bytes) -> Iterator[bytes]:
    """The bytes of a file, and of what is packed in it."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for inner in packed.namelist():
                yield inner.encode()
                yield from opened(inner, packed.read(inner))
    elif data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for one in pdf.objects:
                yield one.read_bytes() if isinstance(one, pikepdf.Stream) else repr(one).encode()
    elif name == "objects.inv":
        yield zlib.decompress(data.split(b"\n", 4)[4])


def text_of(pdf: Path) -> str:
    return read_document(pdf, pdf.name).text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project("internal", tmp_path_factory.mktemp("internal"), SMALL)


@pytest.fixture(scope="module")
def public(folder: Path) -> dict[str, Built]:
    """All of the same doctrees, which two processes have read."""
    return {name: build(folder, name, jobs=2, out=f"public/{name}", doctrees="public") for name in BUILDERS}


@pytest.fixture(scope="module")
def internal(folder: Path) -> dict[str, Built]:
    settings = {"plenary_audience": "internal", "doctrees": "internal"}
    return {name: build(folder, name, out=f"internal/{name}", **settings) for name in ("html", "typst")}


def test_the_test_can_fail(folder: Path) -> None:
    assert len(WORDS) == 19
    assert set().union(*planted(folder / "source").values()) == {*WORDS}


@pytest.mark.parametrize("name", BUILDERS)
def test_no_byte_of_a_public_build(public: dict[str, Built], name: str) -> None:
    built = public[name]
    assert built.status == 0, built.said
    assert [line for line in built.said if "EPUB3" not in line] == []
    assert any(built.out.rglob("*"))
    assert planted(built.out) == {}


def test_no_byte_of_what_is_kept_between_builds(public: dict[str, Built]) -> None:
    assert list(public["html"].doctrees.glob("environment.pickle"))
    assert planted(public["html"].doctrees) == {}


def test_what_is_public_is_there(public: dict[str, Built]) -> None:
    page = public["html"].page("papers/public")
    assert "What is taken in is public." in page
    assert "It goes on as it is." in page
    assert "Send comments" in public["html"].page("index")
    assert "Internal" not in page
    assert "We ask delegations to keep it open." in text_of(public["typst"].out / "public.pdf")


def test_of_a_page_with_internal_lines_no_source_is_shown(public: dict[str, Built]) -> None:
    sources = sorted(path.name for path in (public["html"].out / "_sources").rglob("*.txt"))
    assert sources == ["index.md.txt", "matrix.md.txt"]


def test_no_byte_of_the_manifest_and_of_what_is_exported(folder: Path, public: dict[str, Built]) -> None:
    site = public["html"].out
    assert main(["manifest", str(site), "--project", str(folder), "--inputs", "source", "data"]) == 0
    assert "source/papers/public.md" in (site / "manifest.json").read_text()
    assert planted(site) == {}
    assert main(["verify", str(site)]) == 0
    out = folder / "exported"
    for form in ("xlsx", "csv", "json"):
        out.mkdir(exist_ok=True)
        command = ["export", "PP-22", "--project", str(folder), "--format", form, "--output", str(out / f"m.{form}")]
        assert main(command) == 0
    assert planted(out) == {}


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_no_byte_of_what_a_check_says(folder: Path, capsys: Output, form: str) -> None:
    assert main(["check", "--project", str(folder), "--format", form]) == 0
    said = capsys.readouterr()
    assert SECRET.findall((said.out + said.err).encode()) == []


def test_all_of_it_is_in_an_internal_build(internal: dict[str, Built]) -> None:
    for name, built in internal.items():
        assert (built.status, built.said) == (0, []), name
    words = set().union(*planted(internal["html"].out).values())
    assert {*WORDS} - words == set()
    printed = "".join(text_of(path) for path in sorted(internal["typst"].out.glob("*.pdf"))).casefold()
    assert [word for word in WORDS if word not in printed] == ["zanzibarpage", "zanzibarshort"]  # an address, a head


def test_an_internal_build_says_so_on_every_page(internal: dict[str, Built]) -> None:
    for page in ("index", "papers/public", "papers/matrix", "papers/zanzibarpage"):
        assert "Internal: not for the public" in internal["html"].page(page), page
    for path in internal["typst"].out.glob("*.pdf"):
        assert re.search("Internal · (For review|Final), version 1.0", text_of(path)), path.name


def test_internal_items_and_notes_are_marked(internal: dict[str, Built]) -> None:
    page = internal["html"].page("papers/public")
    assert len(re.findall(r'class="[^"]*plenary-internal-label[^"]*"', page)) == 5


def test_no_public_build_where_an_internal_one_was(folder: Path, internal: dict[str, Built]) -> None:
    built = build(folder, "html", out="internal/html", doctrees="other")
    assert built.status == 2
    assert "build/internal/html holds what an internal build made" in "".join(built.said)


def test_what_becomes_internal_is_gone(tmp_path: Path) -> None:
    folder = project("internal", tmp_path, SMALL)
    page = folder / "source/papers/zanzibarpage.md"
    change(page, "internal: true", "internal: false")
    change(folder / "source/papers/public.md", ":internal:\n", "")
    first = build(folder)
    assert {"papers/zanzibarpage.html", "searchindex.js"} <= planted(first.out).keys()
    change(page, "internal: false", "internal: true")
    change(folder / "source/papers/public.md", "message\n:res", "message\n:internal:\n:res")
    again = build(folder)
    assert planted(again.out) == {}
    assert planted(again.doctrees) == {}


LINKS = """

See [the note](zanzibarpage.md), {download}`this <zanzibarpage.md>` and {msg}`MSG-ZANZIBARTITLE-OF-A-MESSAGE`.

Zanzibarsentence stands here, not its words; yet there is Zanzibarnote.
"""


def test_a_link_copies_nothing_and_is_told(tmp_path: Path) -> None:
    """MyST would copy a file that is no page beside the pages, for a link to it."""
    folder = project("internal", tmp_path, SMALL)
    source = folder / "source/papers/matrix.md"
    source.write_text(source.read_text() + LINKS)
    built = build(folder)
    told = [line for line in built.findings if "R708" in line]
    assert [re.sub(r".*R708 ('[^;]*);.*", r"\1", line) for line in told] == [
        "'[the note](zanzibarpage.md)' leads to an internal paper",
        "'{download}`this <zanzibarpage.md>`' leads to an internal paper",
        "'MSG-ZANZIBARTITLE-OF-A-MESSAGE' is the id of an internal item",
    ]
    assert built.status == 1
    assert [line for line in built.said if "[plenary.R708]" not in line] == []
    assert list((built.out / "_downloads").rglob("*.md")) == []
    assert not any("zanzibarabstract" in words for words in planted(built.out).values())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (":::{internl}\nSecret\n:::\n", "3: the directive 'internl' is no mark"),
        (":::internal\nSecret\n:::\n", "3: the directive 'internal' is no mark"),
        ("```internal\nSecret\n```\n", "3: a block of code is called 'internal', which marks nothing"),
        ("{internal}`Secret`\n", "3: there is no role {internal}, so it marks nothing"),
        (":::{message} Secret\n:internl:\n:::\n", "4: the option 'internl' is misspelt"),
        (":::{message} Secret\n:internal: no\n:::\n", "4: the option 'internal' is misspelt, or has a value"),
        (":::{message} Secret\n\nText\n\n:internal:\n:::\n", "7: the line ':internal:' is not read as an option"),
        (":::{internal}\nSecret\n", "3: {internal} is not closed by a line of its own"),
        (":::{internal}\n:::{note}\nA\n:::\nSecret\n:::\n", "3: {internal} is not closed by a line of its own"),
        (":::{literalinclude} papers/public.md\n:::\n", "3: {literalinclude} takes in 'papers/public.md'"),
        (":::{include} papers/zanzibarpage.md\n:::\n", "3: {include} takes in 'papers/zanzibarpage.md'"),
    ],
)
def test_what_is_wrongly_marked_ends_a_public_build(tmp_path: Path, capsys: Output, wrong: str, said: str) -> None:
    folder = project("internal", tmp_path, SMALL)
    (folder / "source/index.md").write_text(f"# Papers\n\n{wrong}")
    with pytest.raises(SystemExit) as end:
        main(["check", "--project", str(folder)])
    told = re.sub("\x1b.*?m", "", capsys.readouterr().err)
    assert end.value.code == 2
    assert f"source/index.md:{said}" in told.replace("ERROR: ", "")
    assert "Secret" not in told


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("paper: {internl: true}", "2: the key 'internl' marks nothing"),
        ("paper: {internal: maybe}", "2: 'internal' is neither true nor false"),
        ("internal: true\npaper: {}", "2: the key 'internal' does not stand under 'paper:'"),
        ("paper: {internal: true, abstract: Secret: words}", "2: the front matter cannot be read"),
    ],
)
def test_front_matter_that_marks_nothing(head: str, line: str) -> None:
    marks = marks_of(f"---\n{head}\n---\n# Secret\n", "a.md")
    problems = [f"{one.origin}: {one.text}" for one in (*marks.problems, *marks.told)]
    assert len(problems) == 1
    assert problems[0].startswith(f"a.md:{line}")
    assert "Secret" not in problems[0]


@pytest.mark.parametrize(
    "text",
    [
        "```md\n:::{internal}\nHow to mark.\n:::\n```\n",
        "# Internal affairs\n\nThe {external} world, internal regulations.\n",
        "---\npaper: {abstract: on internal markets}\n---\n",
        ":::{note}\n:class: internal\n:::\n",
    ],
)
def test_what_is_no_mark(text: str) -> None:
    marks = marks_of(text, "a.md")
    assert (marks.whole, marks.spans, marks.problems, marks.told) == (False, (), (), ())


def test_lines_keep_their_numbers() -> None:
    text = "One\n\n> :::{internal}\n> Two\n> :::\n\n- :::{message} Three\n  :owner: ITU\n  :internal:\n  :::\n\nFour\n"
    public = without_internal(text, marks_of(text, "a.md"))
    assert [(number, line) for number, line in enumerate(public.split("\n")) if line] == [(0, "One"), (11, "Four")]


def test_the_index_holds_no_word_and_takes_linear_time() -> None:
    register = sound(SMALL)
    text = ":::{internal}\n" + "".join(f"zanzibar{number} says\n" for number in range(20_000)) + ":::\n"
    found = withheld([Source("a", "a.md", text, marks_of(text, "a.md"))], register, {}, places=False)
    assert found is not None
    assert len(found.runs) == 40_000 - 7
    assert SECRET.findall(repr(found).encode()) == []
