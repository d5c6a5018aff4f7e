"""What is published can be checked: manifest, verify, building again, building twice."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from browsing import answering, serving

from sphinx_plenary.cli import main
from sphinx_plenary.manifest import MANIFEST, SUMS, compare, digests, inputs_of, read_record, together
from sphinx_plenary.manifest.record import RECORD, Record, write_record

Tell = Callable[..., tuple[int, list[str]]]

MAKE = """
papers:
	mkdir -p build/site && cp source/paper.md build/site/index.html
	printenv SOURCE_DATE_EPOCH > build/site/date.txt
"""


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    def run(*words: object) -> tuple[int, list[str]]:
        capsys.readouterr()
        status = main([str(word) for word in words])
        said = capsys.readouterr()
        return status, (said.out + said.err).splitlines()

    return run


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tell: Tell) -> Path:
    """A repository with a site built from its one commit."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1668902400")
    folder = tmp_path / "project"
    (folder / "source").mkdir(parents=True)
    (folder / "source/paper.md").write_text("# A paper\n")
    (folder / "conf.py").write_text("project = 'A'\n")
    (folder / "Makefile").write_text(MAKE)
    (folder / ".gitignore").write_text("build\n")
    for command in (
        ["git", "init", "-q"],
        ["git", "add", "."],
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "A"],
        ["make", "-s", "papers"],
    ):
        subprocess.run(command, cwd=folder, check=True)
    assert tell("manifest", folder / "build/site", "--project", folder)[0] == 0
    return folder


@pytest.fixture
def site(project: Path) -> Path:
    return project / "build/site"


def manifest_of(site: Path) -> dict[str, Any]:
    return dict(json.loads((site / MANIFEST).read_text()))


# what is written ------------------------------------------------------------------------------------------------------


def test_the_manifest_names_inputs_outputs_commit_and_date(project: Path, site: Path) -> None:
    found = manifest_of(site)
    assert (found["format"], found["epoch"], found["made"]) == (1, 1668902400, "2022-11-20T00:00:00+00:00")
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=project, capture_output=True, text=True, check=True)
    assert (found["commit"], found["changed"]) == (head.stdout.strip(), False)
    assert list(found["inputs"]["files"]) == ["Makefile", "conf.py", "source/paper.md"]
    assert found["outputs"]["files"] == {
        "date.txt": sha256(b"1668902400\n").hexdigest(),
        "index.html": sha256(b"# A paper\n").hexdigest(),
    }
    assert found["tools"]["sphinx"].startswith("9.") and "python" in found["tools"]


def test_sha256sum_reads_the_sums(site: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", SUMS], cwd=site, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count(": OK")) == (0, 3)


def test_a_change_that_is_not_committed_is_said(project: Path, site: Path, tell: Tell) -> None:
    (project / "source/paper.md").write_text("# Another\n")
    assert tell("manifest", site, "--project", project)[0] == 0
    assert manifest_of(site)["changed"] is True
    assert "changes that were not committed" in tell("verify", site)[1][-1]


def test_outside_a_repository_there_is_no_commit(tmp_path: Path, tell: Tell) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/index.html").write_text("a")
    assert tell("manifest", tmp_path / "out", "--project", tmp_path)[0] == 0
    assert manifest_of(tmp_path / "out")["commit"] is None
    status, said = tell("verify", tmp_path / "out")
    assert status == 0 and "from files that were in no repository" in said[-1]
    status, said = tell("verify", tmp_path / "out", "--rebuild")
    assert (status, said[-1]) == (2, "plenary: the manifest names no commit; nothing to build again from")


def test_a_folder_without_a_site(tmp_path: Path, tell: Tell) -> None:
    assert tell("manifest", tmp_path) == (
        2,
        [f"plenary: {tmp_path} is no site: it has no index.html; run: make papers"],
    )


def test_working_files_are_neither_inputs_nor_outputs(tmp_path: Path) -> None:
    for name in ("a.md", "__pycache__/a.pyc", "x.egg-info/PKG-INFO", ".plenary-shown.json", ".nojekyll", "b/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a")
    assert list(digests(tmp_path)) == [".nojekyll", "a.md", "b/c.md"]
    assert list(inputs_of(tmp_path, [tmp_path / "b", tmp_path.parent])) == ["b/c.md"]


def test_a_digest_of_many_changes_with_names_and_bytes() -> None:
    one = {"a": "1", "b": "2"}
    assert together(one) == together(dict(reversed(one.items())))
    assert (
        len({together(one), together({"a": "2", "b": "1"}), together({"a": "1"}), together({"a": "1", "c": "2"})}) == 4
    )


def test_the_record_of_a_build(tmp_path: Path) -> None:
    assert read_record(tmp_path) == Record()
    record = Record({"papers": 2}, {"errors": 0}, {"index": "aa"})
    write_record(tmp_path, record)
    assert read_record(tmp_path) == record
    (tmp_path / RECORD).write_text("[1]")
    assert read_record(tmp_path) == Record()


# verify ---------------------------------------------------------------------------------------------------------------


def test_a_sound_site(site: Path, tell: Tell) -> None:
    status, (said,) = tell("verify", site)
    assert status == 0
    assert said.startswith("All 2 files are as manifest.json says; inputs ") and ", from commit " in said


def spoil_sums(site: Path) -> None:
    (site / SUMS).write_text((site / SUMS).read_text().replace("  index", "  indes"))


def spoil_digest(site: Path) -> None:
    found = manifest_of(site)
    found["inputs"]["files"]["conf.py"] = "0" * 64
    (site / MANIFEST).write_text(json.dumps(found))


@pytest.mark.parametrize(
    ("spoil", "wanted"),
    [
        (lambda site: (site / "date.txt").unlink(), ["date.txt: missing"]),
        (lambda site: (site / "index.html").write_text("b"), ["index.html: differs; its SHA-256 is 3e23e8160039"]),
        (lambda site: (site / ".htaccess").write_text("b"), [".htaccess: not in the manifest"]),
        (lambda site: (site / SUMS).unlink(), ["SHA256SUMS: missing"]),
        (spoil_sums, ["SHA256SUMS: does not say what manifest.json says"]),
        (
            spoil_digest,
            ["manifest.json: the digest of its inputs is not that of the files it lists", "SHA256SUMS: does not say"],
        ),
    ],
)
def test_what_is_wrong_is_told(site: Path, tell: Tell, spoil: Callable[[Path], object], wanted: list[str]) -> None:
    spoil(site)
    status, said = tell("verify", site)
    assert status == 1
    assert [line[: len(words)] for line, words in zip(said, wanted, strict=True)] == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "has no manifest.json; `make papers` writes one"),
        ("{", "is not JSON"),
        ('{"format": 99}', "is of another format than 1"),
        ('{"format": 1, "inputs": [], "outputs": 3}', "does not have what a manifest has"),
        ('{"format": 1}', "does not have what a manifest has"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is of another format than 1"),
        ('{"format": 1, "inputs": {"digest": "", "files": {"../a": "b"}}, "outputs": {}}', "does not have what"),
        ('{"format": 1, "inputs": {"digest": "", "files": {"/a": "b"}}, "outputs": {}}', "does not have what"),
    ],
)
def test_what_is_no_manifest_is_refused(tmp_path: Path, tell: Tell, text: str | None, words: str) -> None:
    if text is not None:
        (tmp_path / MANIFEST).write_text(text)
    status, (said,) = tell("verify", tmp_path)
    assert status == 2 and words in said


class Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", "http://localhost:9/manifest.json")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_an_address_is_checked_as_a_folder_is(site: Path, tell: Tell) -> None:
    with serving(site) as address:
        assert tell("verify", address)[0] == 0
        (site / "index.html").write_text("b")
        (site / "date.txt").unlink()
        status, said = tell("verify", f"{address}/")
    assert status == 1 and said[0] == "date.txt: missing" and said[1].startswith("index.html: differs")


def test_an_address_that_leads_elsewhere_or_nowhere(tell: Tell) -> None:
    with answering(Elsewhere) as address:
        status, (said,) = tell("verify", address)
    assert status == 2 and "it leads to another host, localhost:9" in said
    status, (said,) = tell("verify", "http://127.0.0.1:1/papers")
    assert status == 2 and "http://127.0.0.1:1/papers/manifest.json: cannot be read" in said


def test_a_site_is_built_again_from_its_commit(project: Path, site: Path, tell: Tell) -> None:
    (project / "source/paper.md").write_text("# What is not committed does not matter\n")
    status, said = tell("verify", site, "--rebuild", "--repository", project)
    assert status == 0 and said[-1].endswith(": all 2 files are the same.")


def test_a_site_that_does_not_follow_from_its_commit(project: Path, site: Path, tell: Tell) -> None:
    (site / "index.html").write_text("Forged")
    (site / "more.html").write_text("Forged")
    (site / "date.txt").unlink()
    tell("manifest", site, "--project", project)
    status, said = tell("verify", site, "--rebuild", "--repository", project)
    assert status == 1 and said[0].startswith("All 2 files are as manifest.json says")
    assert said[1:] == [
        "date.txt: built again, but not published",
        "index.html: differs from what was built again",
        "more.html: published, but not built again",
    ]


@pytest.mark.parametrize(
    ("commit", "command", "words"),
    [
        ("0" * 40, "make papers", "`git checkout -q --detach 000"),
        ("--help", "make papers", "the manifest names no commit"),
        (None, "make nothing", "`make nothing` failed; what it said stands above"),
        (None, "nosuchprogram", "to build again takes the program 'nosuchprogram'"),
    ],
)
def test_what_cannot_be_built_again(
    project: Path, site: Path, tell: Tell, commit: str | None, command: str, words: str
) -> None:
    if commit:
        found = manifest_of(site)
        (site / MANIFEST).write_text(json.dumps({**found, "commit": commit}))
    status, said = tell("verify", site, "--rebuild", "--repository", project, "--command", command)
    assert status == 2 and words in said[-1]


# twice ----------------------------------------------------------------------------------------------------------------


def test_a_build_that_gives_the_same_bytes(project: Path, tell: Tell) -> None:
    status, said = tell("reproduce", "--project", project)
    assert status == 0
    assert said[-1] == "build/site: 2 files, all the same in both builds"
    assert "PYTHONHASHSEED=4711" in said[1] and "'another place'" in said[1]


@pytest.mark.parametrize(
    "leak",
    [
        "pwd > build/site/leak",
        "printenv TZ > build/site/leak",
        "printenv LC_ALL > build/site/leak",
        "printenv HOME > build/site/leak",
        "umask > build/site/leak",
        "printenv JOBS > build/site/leak",
        "python3 -c 'print(hash(\"a\"))' > build/site/leak",
    ],
)
def test_what_leaks_into_the_bytes_is_found(project: Path, tell: Tell, leak: str) -> None:
    (project / "Makefile").write_text(f"{MAKE}\t{leak}\n")
    status, said = tell("reproduce", "--project", project)
    assert status == 1
    assert "build/site/leak: differs" in said and said[-1] == "build/site: 3 files, 1 differ"


def test_a_command_with_the_machines_clock_runs_last(project: Path, tell: Tell) -> None:
    (project / "Makefile").write_text(
        f"{MAKE}\nclock:\n\tdate +%Y > build/year\n\tcp build/site/index.html build/copy\n"
    )
    words = ("reproduce", "--project", project, "--with-clock", "make clock", "--compare", "build")
    status, said = tell(*words)
    assert status == 0 and said[-1] == "build: 4 files, all the same in both builds"


def test_a_build_that_fails_is_told_with_what_it_said(project: Path, tell: Tell) -> None:
    (project / "Makefile").write_text("papers:\n\t@echo no paper today >&2; false\n")
    status, said = tell("reproduce", "--project", project)
    assert status == 2 and "plenary: no paper today" in said
    (project / "Makefile").write_text("papers:\n\ttrue\n")
    assert tell("reproduce", "--project", project)[1][-1] == "plenary: the build left nothing in build/site"


def test_how_files_differ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # without diffoscope
    for side, text, binary, year in (("one", "a\nb\n", b"\0\xffab", 1980), ("two", "a\nc\n", b"\0\xffcd", 1990)):
        (tmp_path / side).mkdir()
        (tmp_path / side / "text").write_text(text)
        (tmp_path / side / "binary").write_bytes(binary)
        (tmp_path / side / f"only-{side}").write_text("")
        with zipfile.ZipFile(tmp_path / side / "zip", "w") as archive:
            archive.writestr(zipfile.ZipInfo("time", (year, 1, 1, 0, 0, 0)), "same")
            archive.writestr(zipfile.ZipInfo("words"), text)
    assert dict(compare(tmp_path / "one", tmp_path / "two")) == {
        "binary": ["4 and 4 bytes; the first difference is at byte 2", "- b'ab'", "+ b'cd'"],
        "only-one": ["only in the first"],
        "only-two": ["only in the second"],
        "text": ["@@ -2 +2 @@", "-b", "+c"],
        "zip": ["time: its time is (1980, 1, 1, 0, 0, 0) and (1990, 1, 1, 0, 0, 0)", "words: differs"],
    }
