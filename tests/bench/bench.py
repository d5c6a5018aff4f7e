"""Times builds of growing size, in turn in one run: ours, plain Sphinx + MyST, and sphinx-needs alone.

The same prose in three projects over 50 papers: as tracked resolutions of ours, as plain sections, and
as needs in sphinx-needs' default layout. Times are processor time of the whole process, so that other
work on the machine counts little. Printed are ratios; seconds only say how long the run was. It is no
test: it fails for nothing but a build that fails.

    python tests/bench/bench.py [--sizes 500 2000 8000] [--rounds 1]
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sphinx_plenary.starting import CONF

ROOT = Path(__file__).resolve().parents[2]
PAPERS = 50
SENTENCES = (
    "It is followed because delegations return to it at every conference.",
    "The text gives the Union a part in work that other bodies also do.",
    "What it asks of the Director is reported to the Council each year.",
    "Several regions are expected to put forward changes to its annex.",
    "The organization would rather see its implementation reviewed first.",
)


@dataclass(frozen=True)
class Run:
    seconds: float
    megabytes: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 2000, 8000], help="tracked resolutions")
    parser.add_argument("--rounds", type=int, default=1, help="rounds of which the median counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            measure(Path(folder), size, options.rounds)
        measure_dossiers(Path(folder), 1000)
        load_register_of(Path(folder), 10_000)
    return 0


def measure(folder: Path, size: int, rounds: int) -> None:
    found: dict[tuple[str, str], list[Run]] = {}
    for _ in range(rounds):
        projects = {name: folder / name for name in ("plenary", "plain", "needs")}
        for name, project in projects.items():
            shutil.rmtree(project, ignore_errors=True)
            WRITERS[name](project, size)
        for step in ("cold", "touched", "nothing"):
            for name, project in projects.items():
                if step == "touched":
                    touch(project)
                found.setdefault((name, step), []).append(build(project, "html"))
        shutil.rmtree(projects["plenary"] / "out")
        found.setdefault(("plenary", "check"), []).append(build(projects["plenary"], "check"))
        touch(projects["plenary"])
        found.setdefault(("plenary", "recheck"), []).append(build(projects["plenary"], "check"))
    seconds = {key: statistics.median(run.seconds for run in runs) for key, runs in found.items()}
    memory = {key: max(run.megabytes for run in runs) for key, runs in found.items()}

    print(f"\n{size} tracked resolutions over {PAPERS} papers", flush=True)
    print(f"{'':<28}{'ours':>9}{'to plain':>11}{'to needs':>11}")
    for step, label in (("cold", "cold build"), ("touched", "one paper touched"), ("nothing", "nothing touched")):
        ours = seconds["plenary", step]
        print(row(label, f"{ours:.1f} s", ours / seconds["plain", step], ours / seconds["needs", step]))
    check, html = seconds["plenary", "check"], seconds["plenary", "cold"]
    recheck = seconds["plenary", "recheck"]
    for label, value in (("check only, cold", check), ("check only, one touched", recheck)):
        print(f"{label:<28}{value:>7.1f} s{value / html:>11.2f} of our cold HTML build")
    peak = memory["plenary", "cold"]
    print(row("peak memory, cold", f"{peak:.0f} MB", peak / memory["plain", "cold"], peak / memory["needs", "cold"]))
    print(f"{'per resolution, cold':<28}{1000 * html / size:>6.1f} ms", flush=True)


def measure_dossiers(folder: Path, size: int) -> None:
    """What the dossiers of so many texts add to a cold build, and to one with a paper or nothing touched."""
    found: dict[tuple[bool, str], Run] = {}
    for dossiers in (False, True):
        project = folder / f"dossiers-{dossiers}"
        write_ours(project, size, dossiers, begun=True)
        for step in ("cold build", "one paper touched", "nothing touched"):
            if step == "one paper touched":
                touch(project)
            found[dossiers, step] = build(project, "html")
    print(f"\ndossiers of {size} texts over {PAPERS} papers", flush=True)
    print(f"{'':<28}{'with':>9}{'without':>11}{'ratio':>11}")
    for step in ("cold build", "one paper touched", "nothing touched"):
        own, without = found[True, step].seconds, found[False, step].seconds
        print(f"{step:<28}{own:>7.1f} s{without:>9.1f} s{own / without:>11.2f}", flush=True)


def row(label: str, value: str, plain: float, needs: float) -> str:
    return f"{label:<28}{value:>9}{plain:>11.2f}{needs:>11.2f}"


def build(project: Path, builder: str) -> Run:
    """Run sphinx-build as a process of its own."""
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-b",
        builder,
        "-q",
        "-d",
        "out/doctrees",
        "source",
        "out/html",
        "-c",
        ".",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "ext"), "SOURCE_DATE_EPOCH": "1662595200"}
    log = project / "log"
    with log.open("w") as stream:
        actions = [(os.POSIX_SPAWN_DUP2, stream.fileno(), 1), (os.POSIX_SPAWN_DUP2, stream.fileno(), 2)]
        there = Path.cwd()
        os.chdir(project)
        pid = os.posix_spawn(command[0], command, environment, file_actions=actions)
        os.chdir(there)
    _, status, usage = os.wait4(pid, 0)
    if status or log.read_text():
        sys.exit(f"{project.name}: the build failed or warned:\n{log.read_text()[:3000]}")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def touch(project: Path) -> None:
    """One sentence more in one paper; its time is set well after the reading, as an editor's would be."""
    paper = project / "source" / "paper-07.md"
    paper.write_text(paper.read_text() + "\nOne sentence more.\n")
    later = time.time() + 2
    os.utime(paper, (later, later))


# ---- the three projects ---------------------------------------------------------------------------


def numbers(paper: int, size: int) -> range:
    each = size // PAPERS
    return range(1 + paper * each, 1 + (paper + 1) * each)


def prose(number: int) -> str:
    return " ".join(SENTENCES[(number + step) % len(SENTENCES)] for step in range(3))


def title(number: int) -> str:
    return f"Strengthening the role of the Union in matter {number} of its programme"


def write_paper(project: Path, paper: int, text: str) -> None:
    (project / "source" / f"paper-{paper:02}.md").write_text(text)


def skeleton(project: Path, extensions: str, more: str, begun: bool = False) -> None:
    """``begun``: with the settings of a project as ``plenary start`` begins it, else with those of the theme."""
    (project / "source").mkdir(parents=True)
    plain = (
        f"project = 'Bench'\nextensions = {extensions}\nhtml_theme = 'pydata_sphinx_theme'\n"
        "html_copy_source = False\nmyst_enable_extensions = ['colon_fence']\n"
    )
    (project / "conf.py").write_text((CONF.format(title="'Bench'") if begun else plain) + more)
    toctree = "# Papers\n\n:::{toctree}\n:glob:\n\npaper-*\n:::\n"
    (project / "source" / "index.md").write_text(toctree)


def write_ours(project: Path, size: int, dossiers: bool = False, begun: bool = False) -> None:
    """Dossiers are measured apart: the other two projects have nothing like them."""
    settings = f"needs_build_json = True\nplenary_dossiers = {dossiers}\n"
    skeleton(project, "['myst_parser', 'sphinx_plenary']", settings, begun)
    write_register(project / "data", size)
    for paper in range(PAPERS):
        own = numbers(paper, size)
        parts = [
            "---\npaper:\n  kind: background-paper\n  conference: PP-22\n  status: final\n  date: 2022-09-08\n"
            f'  version: "1.0"\n---\n# Paper {paper}\n'
        ]
        parts += [
            f"{{res}}`{number}` comes up again. {prose(number)}\n\n"
            f":::{{resolution}} {number}\n:issue: matters\n:position: follow\n\n{prose(number + 1)}\n:::\n"
            for number in own
        ]
        write_paper(project, paper, "\n".join(parts))


def write_plain(project: Path, size: int) -> None:
    skeleton(project, "['myst_parser']", "")
    for paper in range(PAPERS):
        parts = [f"# Paper {paper}\n"]
        parts += [
            f"Resolution {number} (Rev. Dubai, 2018) comes up again. {prose(number)}\n\n"
            f"## Resolution {number} (Rev. Dubai, 2018)\n\n{title(number)}\n\n"
            f"Matters · follow\n\n{prose(number + 1)}\n"
            for number in numbers(paper, size)
        ]
        write_paper(project, paper, "\n".join(parts))


def write_needs(project: Path, size: int) -> None:
    fields = {name: {"nullable": True, "description": name} for name in ("issue", "position", "revision")}
    types = "[{'directive': 'resolution', 'title': 'Resolution', 'prefix': 'R_'}]"
    skeleton(
        project,
        "['myst_parser', 'sphinx_needs']",
        f"needs_types = {types}\nneeds_fields = {fields}\nneeds_id_regex = '.*'\nneeds_build_json = True\n",
    )
    for paper in range(PAPERS):
        parts = [f"# Paper {paper}\n"]
        parts += [
            f"{{need}}`PP-RES-{number}` comes up again. {prose(number)}\n\n"
            f":::{{resolution}} {title(number)}\n:id: PP-RES-{number}\n:issue: matters\n:position: follow\n"
            f":revision: Rev. Dubai, 2018\n\n{prose(number + 1)}\n:::\n"
            for number in numbers(paper, size)
        ]
        write_paper(project, paper, "\n".join(parts))


WRITERS = {"plenary": write_ours, "plain": write_plain, "needs": write_needs}


def write_register(folder: Path, size: int) -> None:
    """A register like the real one, of ``size`` instruments with two revisions each."""
    folder.mkdir(parents=True, exist_ok=True)
    table(folder / "sources.csv", ["id", "title", "url", "note"], [("made-up", "Made up for the bench", "", "")])
    table(
        folder / "conferences.csv",
        ["id", "name", "body", "held_by", "start", "end", "city", "country", "source", "confidence", "note"],
        [
            conference("PP-14", 2014, "Busan"),
            conference("PP-18", 2018, "Dubai"),
            conference("PP-22", 2022, "Bucharest"),
        ],
    )
    table(
        folder / "organizations.csv",
        ["id", "name", "kind", "region", "proposal_prefix", "other_names", "source", "confidence", "note"],
        [("ITU", "International Telecommunication Union", "agency", "", "", "", "made-up", "seen", "")],
    )
    table(
        folder / "instruments.csv",
        ["id", "title", "source", "confidence", "note"],
        [(f"PP-RES-{number}", title(number), "made-up", "seen", "") for number in range(1, size + 1)],
    )
    table(
        folder / "revisions.csv",
        ["instrument", "city", "year", "act", "title", "source", "confidence", "note"],
        list(revisions(size)),
    )
    (folder / "bodies.yaml").write_text(
        "- id: PP\n  organization: ITU\n  names: {en: [Plenipotentiary Conference]}\n  abbreviations: [PP]\n"
        "  kinds: [{id: RES, names: {en: [Resolution]}}]\n"
        '  citation: {own: "{kind} {number}", other: "PP {kind} {number}"}\n'
        '  revision: {new: "({city}, {year})", revised: "(Rev. {city}, {year})"}\n  meetings:\n'
        + "".join(
            f"    - {{conference: PP-{year % 100}, city: {city}, year: {year}, source: made-up, confidence: seen}}\n"
            for year, city in ((2014, "Busan"), (2018, "Dubai"), (2022, "Bucharest"))
        )
    )
    (folder / "issues.yaml").write_text(
        "- {id: matters, title: Matters, conferences: [{conference: PP-22, instruments: [PP-RES-1]}],"
        " source: made-up, confidence: seen}\n"
    )


def conference(name: str, year: int, city: str) -> tuple[str, ...]:
    days = (date(year, 10, 1).isoformat(), date(year, 10, 20).isoformat())
    return (name, f"ITU Plenipotentiary Conference {year}", "PP", "ITU", *days, city, "", "made-up", "seen", "")


def revisions(size: int) -> Iterator[tuple[str, ...]]:
    for number in range(1, size + 1):
        yield (f"PP-RES-{number}", "Busan", "2014", "new", "", "made-up", "seen", "")
        yield (f"PP-RES-{number}", "Dubai", "2018", "revised", "", "made-up", "seen", "")


def table(path: Path, columns: list[str], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def load_register_of(folder: Path, size: int) -> None:
    """Time the loading of a large register against reading the same bytes with the csv module alone."""
    sys.path.insert(0, str(ROOT / "ext"))
    from sphinx_plenary.register import load_register

    write_register(folder / "register", size)
    started = time.perf_counter()
    _, faults = load_register(folder / "register", folder)
    ours = time.perf_counter() - started
    started = time.perf_counter()
    for path in sorted((folder / "register").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            list(csv.DictReader(stream))
    plain = time.perf_counter() - started
    assert not faults, faults[0]
    print(f"\nregister of {size} instruments: loaded in {ours:.2f} s, {ours / plain:.1f} times csv.DictReader alone")


if __name__ == "__main__":
    sys.exit(main())
