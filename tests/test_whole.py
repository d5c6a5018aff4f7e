"""However a build ends, the last good output stands and the next build is right; two builds do not mix."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from building import ROOT, Built, change, project
from sphinx.cmd.build import main
from test_incremental import PAPER, published

from sphinx_plenary.cli import main as plenary
from sphinx_plenary.folders import bring, put_in_place
from sphinx_plenary.locking import lock, unlock
from sphinx_plenary.sealing import SEAL

# What happens to a build at a moment, as a file in the project says: a signal; from then on no file may become larger
# than so many bytes, which fails as on a full disk; or it waits for the test.
STOP = """
import os, resource, signal, time
from pathlib import Path

def _at(app, moment):
    wish = Path(app.confdir, "stop")
    if wish.is_file() and wish.read_text().split()[0] == moment:
        signals = {"INT": signal.SIGINT, "TERM": signal.SIGTERM, "KILL": signal.SIGKILL}
        how = wish.read_text().split()[1]
        if how == "WAIT":
            Path(app.confdir, "waiting").touch()
            while wish.exists():
                time.sleep(0.02)
        elif how.isdecimal():
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(how), int(how)))
        else:
            os.kill(os.getpid(), signals[how])
            time.sleep(5)

def _page(app, pagename, *rest):
    if pagename == "papers/outcomes" and Path(app.confdir, "stop").is_file():
        page = Path(app.builder.get_outfilename(pagename))
        page.write_text("<html>cut sh")  # what a page is when it is stopped within
        _at(app, "page")

def setup(app):
    app.connect("doctree-read", lambda app, doctree: _at(app, "reading"))
    app.connect("env-updated", lambda app, env: _at(app, "read"))
    app.connect("write-started", lambda app, builder: _at(app, "written"), priority=1)
    app.connect("html-page-context", _page)
    app.connect("build-finished", lambda app, error: _at(app, "end"), priority=9000)
"""
# Fresh processes with everything imported: a build takes a quarter of the time.
FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload(
    ["sphinx.cmd.build", "sphinx_plenary.whole", "sphinx_needs.needs", "myst_parser.parsers.sphinx_"]
)
NEW = ("{message} One Internet", "{message} One network")


def start(folder: Path, *options: str) -> tuple[BaseProcess, Path]:
    """A build in a process of its own, and the file of what it says."""
    said = folder / "said"
    arguments = ["-b", "html", "-q", "-c", ".", "-d", "build/doctrees-html", *options, "source", "build/html"]
    process = FRESH.Process(target=sphinx_build, args=(folder, arguments, said))
    process.start()
    return process, said


def sphinx_build(folder: Path, arguments: list[str], said: Path) -> None:
    os.chdir(folder)
    output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", buffering=1) for number in (1, 2))
    sys.exit(main(arguments))


def build(folder: Path, *options: str) -> Built:
    process, said = start(folder, *options)
    process.join(60)
    lines = [line for line in said.read_text().splitlines() if line.strip()]
    assert process.exitcode is not None
    return Built(folder / "build/html", folder / "build/doctrees-html", process.exitcode, lines)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built once."""
    folder = project("cycle", tmp_path_factory.mktemp("whole"))
    with (folder / "conf.py").open("a") as conf:
        conf.write(STOP)
    done = build(folder)
    assert done.status == 0 and done.said == []
    return folder


@pytest.fixture
def folder(built: Path) -> Path:
    """The same, with its doctrees and output as they were after that build, whatever a test did since."""
    kept = built.with_name("kept")
    if not kept.exists():
        shutil.copytree(built, kept)
    shutil.rmtree(built)
    shutil.copytree(kept, built)
    return built


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a clean build gives after the change."""
    copied = project("cycle", tmp_path_factory.mktemp("changed"))
    with (copied / "conf.py").open("a") as conf:
        conf.write(STOP)
    change(copied / PAPER, *NEW)
    return published(build(copied).out)


@pytest.mark.parametrize(
    ("moment", "how"),
    [("reading", "KILL"), ("read", "TERM"), ("page", "KILL"), ("page", "INT"), ("end", "TERM")],
)
def test_a_build_that_is_stopped_changes_nothing(
    folder: Path, changed: dict[str, object], moment: str, how: str
) -> None:
    out = folder / "build/html"
    before = published(out)
    change(folder / PAPER, *NEW)
    (folder / "stop").write_text(f"{moment} {how}")
    assert build(folder).status != 0
    assert published(out) == before
    (folder / "stop").unlink()
    again = build(folder)
    assert again.status == 0, again.said
    assert not [line for line in again.said if "Traceback" in line]
    assert published(out) == changed


@pytest.mark.parametrize(
    ("moment", "size", "jobs"),
    [
        ("reading", 200, "2"),  # the doctrees do not fit
        ("read", 20_000, "1"),  # the environment
        ("written", 3000, "1"),  # the pages
        ("written", 3000, "2"),
        ("end", 3000, "1"),  # the pages, when they are put into the output
    ],
)
def test_a_full_disk_changes_nothing(
    folder: Path, changed: dict[str, object], moment: str, size: int, jobs: str
) -> None:
    out = folder / "build/html"
    before = published(out)
    change(folder / PAPER, *NEW)
    (folder / "stop").write_text(f"{moment} {size}")
    full = build(folder, "-j", jobs)
    assert full.status == 2, full.said
    assert [line for line in full.said if "(File too large); what was there stands" in line], full.said
    assert not [line for line in full.said if "Traceback" in line], full.said
    assert published(out) == before
    (folder / "stop").unlink()
    assert build(folder).status == 0
    assert published(out) == changed


def test_a_disk_without_space(folder: Path) -> None:
    """The same with a disk that is really full, where this may be mounted."""
    small = folder / "build-small"
    small.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", small]).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        command = [sys.executable, "-m", "sphinx", "-q", "-c", ".", "-d", f"{small}/trees", "source", f"{small}/out"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "ext"), "NO_COLOR": "1"}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 2
        assert "No space left on device" in done.stderr and "Traceback" not in done.stderr
        assert sorted(path.name for path in (small / "out").iterdir()) in ([], [".plenary-lock"])
    finally:
        subprocess.run(["umount", small], check=True)


@pytest.mark.parametrize("what", ["out", "trees"])
def test_an_output_that_may_not_be_written(folder: Path, what: str) -> None:
    place = folder / ("build/html" if what == "out" else "build/doctrees-html")
    if os.geteuid():
        place.chmod(0o555)
        (place / ".plenary-lock").chmod(0o444)
    else:  # who may do everything is refused too where a folder is of a disk that is read only
        if subprocess.run(["mount", "--bind", place, place]).returncode:
            pytest.skip("no read-only mount may be made")
        subprocess.run(["mount", "-o", "remount,ro,bind", place, place], check=True)
    try:
        done = build(folder)
    finally:
        if os.geteuid():
            place.chmod(0o755)
            (place / ".plenary-lock").chmod(0o644)
        else:
            subprocess.run(["umount", place], check=True)
    assert done.status == 2
    [line] = [line for line in done.said if "cannot be written" in line]
    assert line.startswith("plenary: build/") and line.endswith("; nothing was built"), line
    assert "Traceback" not in "\n".join(done.said)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def other_version(path: Path) -> None:
    """A sound pickle of something else, sealed by another version of the programs."""
    seal = path.parent / SEAL
    seal.write_text(seal.read_text().replace('"maker": "', '"maker": "0'))


class Trap:
    """What runs when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch trapped",)


@pytest.mark.parametrize(
    ("name", "spoil", "words"),
    [
        ("environment.pickle", cut, "is not as it was left"),
        ("environment.pickle", lambda path: path.write_bytes(pickle.dumps(Trap())), "is not as it was left"),
        ("environment.pickle", other_version, "comes from other versions"),
        ("papers/outcomes.doctree", cut, "1 of the papers"),
        ("papers/outcomes.doctree", lambda path: path.write_bytes(pickle.dumps(Trap())), "1 of the papers"),
        ("papers/outcomes.doctree", lambda path: path.unlink(), ""),
        (SEAL, lambda path: path.write_text("[" * 5000), "is not as it was left"),
    ],
)
def test_what_was_kept_is_made_anew_when_it_is_not_as_it_was(
    folder: Path, changed: dict[str, object], name: str, spoil: Callable[[Path], object], words: str
) -> None:
    spoil(folder / "build/doctrees-html" / name)
    # outcomes.md is not read again, but written again, for which its doctree is needed
    change(folder / PAPER, *NEW)
    done = build(folder)
    assert done.status == 0, done.said
    assert [words in line for line in done.said] == [True] * bool(words), done.said
    assert not (folder / "trapped").exists()
    assert published(folder / "build/html") == changed


def test_two_builds_on_one_folder_wait_for_each_other(folder: Path, changed: dict[str, object]) -> None:
    change(folder / PAPER, *NEW)
    (folder / "stop").write_text("written WAIT")
    first, _ = start(folder)
    until((folder / "waiting").exists)
    second, said = start(folder)
    until(lambda: said.read_text().endswith("\n"))
    told = f"plenary: build/doctrees-html is being built by process {first.pid}; waiting until that has finished\n"
    assert said.read_text() == told
    assert second.is_alive()
    (folder / "stop").unlink()
    for each in (first, second):
        each.join(60)
        assert each.exitcode == 0
    assert published(folder / "build/html") == changed


def until(reached: Callable[[], bool]) -> None:
    for _ in range(1000):
        if reached():
            return
        time.sleep(0.02)
    raise AssertionError("that was not reached in 20 seconds")


def test_a_lock_goes_with_its_process(tmp_path: Path) -> None:
    program = f"from sphinx_plenary.locking import lock; from pathlib import Path; import time\n\
held = lock(Path({str(tmp_path)!r}), print); print('held', flush=True); time.sleep(60)"
    other = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None and other.stdout.readline() == "held\n"
    waited: list[str] = []

    def wait(holder: str) -> None:
        waited.append(holder)
        other.kill()

    held = lock(tmp_path, wait)
    assert waited == [f"process {other.pid}"]
    assert lock(tmp_path, waited.append) is None, "a process does not wait for itself"
    unlock(held)
    other.wait()


def test_bring_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, place = tmp_path / "made", tmp_path / "place"
    for folder, text in ((made, "new"), (place, "old")):
        for name in ("a/one.html", "two.css", "three.html"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
    (place / "gone.html").touch()
    (place / "theirs.html").touch()
    sound = shutil.copy2

    def full(source: Path, target: Path) -> None:
        if source.name == "two.css":
            raise OSError(28, "No space left on device")
        sound(source, target)

    names, former = ["a/one.html", "two.css", "three.html"], frozenset({"gone.html", "two.css"})
    monkeypatch.setattr(shutil, "copy2", full)
    with pytest.raises(OSError, match="No space"):
        bring(made, place, names, former)
    assert {path.read_text() for path in place.rglob("*") if path.is_file()} == {"old", ""}
    monkeypatch.setattr(shutil, "copy2", sound)
    bring(made, place, names, former)
    assert [(place / name).read_text() for name in names] == ["new"] * 3
    assert sorted(path.name for path in place.iterdir()) == ["a", "theirs.html", "three.html", "two.css"]


@pytest.mark.parametrize("exchange", [True, False])
def test_a_folder_takes_the_place_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    if not exchange:
        monkeypatch.setattr("sphinx_plenary.folders._exchange", lambda one, two: False)
    place = tmp_path / "site"
    for text in ("first", "second"):
        new = tmp_path / "new"
        new.mkdir()
        (new / text).touch()
        put_in_place(new, place)
        assert [path.name for path in place.iterdir()] == [text]
        assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_publish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new, place = tmp_path / "new", tmp_path / "site"
    new.mkdir()
    (new / "index.html").write_text("one")
    assert plenary(["publish", str(new), str(place)]) == 0
    assert (place / "index.html").read_text() == "one" and not new.exists()
    new.mkdir()
    assert plenary(["publish", str(new), str(place)]) == 2
    assert "it has no index.html" in capsys.readouterr().err
    (new / "index.html").write_text("two")
    assert plenary(["publish", str(new), str(new / "inside")]) == 2
    assert (place / "index.html").read_text() == "one"
    assert plenary(["publish", str(new), str(place)]) == 0
    assert (place / "index.html").read_text() == "two"


EXPORT = ["export", "PP-22", "--register", str(ROOT / "tests/register"), "--as-of", "2022-09-16", "--output"]


def export(target: Path, size: int) -> None:
    if size:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    sys.stderr = target.with_name("said").open("w")
    status = plenary([*EXPORT, str(target)])
    sys.stderr.close()
    sys.exit(status)


def test_an_export_that_does_not_fit_leaves_the_last_one(tmp_path: Path) -> None:
    """``import --apply`` and ``fix`` write in the same way; see test_import.py and test_check_and_fix.py."""
    target = tmp_path / "matrix.xlsx"
    target.write_bytes(b"the last one")
    process = FRESH.Process(target=export, args=(target, 500))
    process.start()
    process.join(60)
    assert process.exitcode == 2
    assert (tmp_path / "said").read_text() == f"plenary: {target}: cannot be written (File too large)\n"
    assert target.read_bytes() == b"the last one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["matrix.xlsx", "said"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device", "data/x.csv")])
def test_commands_end_in_words(
    error: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(options: object) -> int:
        raise error

    monkeypatch.setattr("sphinx_plenary.cli.rules.run", fail)
    status = plenary(["rules"])
    words = {130: "plenary: interrupted; no file was left half written\n"}
    expected = words.get(status, "plenary: data/x.csv: No space left on device; what was there stands\n")
    assert capsys.readouterr().err == expected
    assert status == (130 if isinstance(error, KeyboardInterrupt) else 2)


def test_a_terminated_command_takes_back_what_it_began(tmp_path: Path) -> None:
    """SIGTERM in the middle of writing several files: none is changed, and nothing is left beside."""
    (tmp_path / "a").write_text("old")
    program = """
import os, signal, sys
from pathlib import Path
import sphinx_plenary.writing as writing
from sphinx_plenary.cli import main, rules
def run(options):
    sound = os.fsync
    def stop(number):
        sound(number)
        os.kill(os.getpid(), signal.SIGTERM)
    os.fsync = stop
    writing.write_all({Path("a"): b"new", Path("b"): b"new"})
    return 0
rules.run = run
sys.argv = ["plenary", "rules"]
sys.exit(main())
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "ext")}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (130, "plenary: interrupted; no file was left half written\n")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "old")]
