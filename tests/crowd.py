"""A matrix of very many rows, for tests and the bench: made-up texts, each with a proposal and an outcome."""

from __future__ import annotations

import csv
from pathlib import Path

from building import project
from conftest import SMALL

THEME = """
project = "Test"
extensions = ["myst_parser", "sphinx_plenary"]
myst_enable_extensions = ["colon_fence", "deflist"]
html_theme = "pydata_sphinx_theme"
html_context = {"default_mode": "auto"}
html_theme_options = {"secondary_sidebar_items": {"papers/**": ["page-toc"]}, "navbar_end": []}
html_sidebars = {"**": []}
"""
_PROPONENTS, _ACTIONS = ("CEPT", "CITEL", "APT", "Brazil"), ("MOD", "NOC", "SUP")
_WHAT = "Asks the Director to report on what was done since the last conference, and to review the annex"


def crowded_project(folder: Path, count: int) -> Path:
    """A project with one outcomes matrix, of ``count`` rows beside those of the small register."""
    made = project("matrix", folder, SMALL)
    (made / "conf.py").write_text(THEME)
    for name in ("issues", "background"):
        (made / f"source/papers/{name}.md").unlink()
    outcomes = made / "source/papers/outcomes.md"
    outcomes.write_text(outcomes.read_text().partition("## Of Europe")[0])
    rows: dict[str, list[list[str]]] = {"instruments": [], "revisions": [], "outcomes": [], "proposals": []}
    source = ["basic-texts-2023", "seen", ""]
    for number in range(1000, 1000 + count):
        text = f"PP-RES-{number}"
        title = f"Strengthening the role of the Union in matter {number} of its programme of work"
        proposal = ["PP-22", text, "", _ACTIONS[number % 3], _PROPONENTS[number % 4], f"PP-22/{number}-E", "2022-06-03"]
        rows["instruments"].append([text, title, *source])
        rows["revisions"].append([text, "Dubai", "2018", "new", "", *source])
        rows["outcomes"].append(["PP-22", text, "", "not-changed", "kept as it stood", *source])
        rows["proposals"].append([f"PP-22-X-{number}", *proposal, _WHAT, "", *source])
    for name, more in rows.items():
        with (made / f"data/{name}.csv").open("a", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(more)
    return made


# Run in the page: milliseconds to the first paint, and from a filter's event to the page laid out, the best of five.
MEASURE = """async () => {
    const table = document.querySelector('table.plenary-rows');
    const controls = document.querySelector('.plenary-controls');
    const region = [...controls.querySelectorAll('select')].find(it => it.options[0].text === 'All regions');
    const search = controls.querySelector('input[type=search]');
    const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const times = {};
    const time = async (name, control, value) => {
        const rounds = [];
        for (let round = 0; round < 5; round++) {
            control.value = value;
            const start = performance.now();
            control.dispatchEvent(new Event(control === search ? 'input' : 'change', {bubbles: true}));
            table.getBoundingClientRect();
            rounds.push(performance.now() - start);
            await frame();
            control.value = '';
            control.dispatchEvent(new Event(control === search ? 'input' : 'change', {bubbles: true}));
            await frame();
        }
        times[name] = Math.min(...rounds);
    };
    await time('region', region, 'europe');
    await time('search', search, 'matter 1234');
    await time('letter', search, 'm');
    const paint = performance.getEntriesByName('first-contentful-paint')[0].startTime;
    return {paint, ...times};
}"""
