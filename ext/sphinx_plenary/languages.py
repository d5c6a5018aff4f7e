"""In which language a build speaks: the catalogue of its language, found by Sphinx; words of scripts and sheets."""

from __future__ import annotations

import json
import re
import shutil
from gettext import c2py
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.locale import translators

from sphinx_plenary import design
from sphinx_plenary.translation import (
    CATALOGUE,
    LOCALE,
    N_,
    _,
    form,
    pgettext,
    plural_rule,
    right_to_left,
    speak,
    spoken,
)

SCRIPT: Final = "plenary-words.js"
SHEET: Final = "plenary-words.css"
_KEY: Final = ("general", CATALOGUE)
_STATIC: Final = Path(__file__).parent / "static"
# What the scripts of pages say, as they write it.
_STRING: Final = r'"((?:[^"\\]|\\.)*)"'
_SAID: Final = re.compile(rf"(?<![\w.])_\({_STRING}")
_SAID_IN_SENSE: Final = re.compile(rf"(?<![\w.])pgettext\({_STRING}, {_STRING}")
_COUNTED: Final = re.compile(rf"(?<![\w.])ngettext\({_STRING}, {_STRING}")
# The labels of a matrix as cards, which plenary.css has in English; and what it says on printed pages.
_LABELS: Final = {
    "issue": N_("Issue"),
    "contributions": N_("Contributions"),
    "concern": N_("Concern"),
    "affected": N_("Who is affected"),
    "implication": N_("Implication"),
    "position": N_("Position"),
    "outcome": N_("Outcome"),
}
# Joined letters are not set apart; what is of another direction does not turn what stands beside it.
_TURNED: Final = """\
[dir="rtl"] :is(.plenary-kind, .plenary-card-kind, th) { letter-spacing: normal; }
[dir="rtl"] :is(time, [lang], .plenary-res) { unicode-bidi: isolate; }
"""
_NARROW: Final = "@media (max-width: 40rem)"


def script() -> str:
    """What ``plenary-matrix.js`` asks for: its words in the language of the build."""
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(_STATIC.glob("*.js")))
    words = {text: _(text) for text in _SAID.findall(source)}
    words |= {f"{sense}\x04{text}": pgettext(sense, text) for sense, text in _SAID_IN_SENSE.findall(source)}
    count, rule = plural_rule()
    index = c2py(rule)
    samples = {index(number): number for number in range(200, -1, -1)}
    forms = {one: [form(one, many, samples[each]) for each in range(count)] for one, many in _COUNTED.findall(source)}
    told = json.dumps({"words": words, "forms": forms}, ensure_ascii=False, sort_keys=True, indent=1)
    return f"window.plenaryWords = {told};\nwindow.plenaryWords.plural = (n) => Number({rule});\n"


def sheet() -> str:
    """What ``plenary.css`` says, in the language of the build."""
    labels = "".join(
        f"  .plenary-rows .plenary-col-{name}::before {{ content: {_quoted(_(label))}; }}\n"
        for name, label in _LABELS.items()
    )
    silent = f".plenary-regional > tbody > tr.plenary-silent > th::after {{ content: {_quoted(_('none known'))}; }}"
    pages = "".join(
        f"@page {name} {{ @top-right {{ content: {_quoted(_(text))}; font: 8pt sans-serif; }} }}\n"
        for name, text in (("draft", N_("Draft: not for citation")), ("review", N_("For review")))
    )
    faces = design.companion_css(spoken())
    turned = _TURNED if right_to_left(spoken()) else ""
    return f"{faces}{turned}{_NARROW} {{\n{labels}  {silent}\n}}\n{pages}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_words(_app: Sphinx, builder: Builder) -> None:
    """Beside the other files of pages, where the build does not speak English."""
    if spoken() == "en" or builder.format != "html" or builder.name == "edition":
        return
    folder = Path(builder.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SCRIPT).write_text(script(), encoding="utf-8")
    (folder / SHEET).write_text(sheet(), encoding="utf-8")
    for file in design.companion_files(spoken()):
        place = folder / "fonts" / file
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_STATIC / "fonts" / file, place)


def turn_pages(app: Sphinx, error: Exception | None) -> None:
    """``dir`` for pages that are read from right to left, which no theme of ours writes."""
    if error is not None or app.builder.format != "html" or not right_to_left(spoken()):
        return
    for path in sorted(Path(app.outdir).rglob("*.html")):
        page = path.read_text(encoding="utf-8", errors="surrogateescape")
        turned = re.sub(r"<html(?![^>]*\sdir=)", '<html dir="rtl"', page, count=1)
        if turned != page:
            path.write_text(turned, encoding="utf-8", errors="surrogateescape")


def setup(app: Sphinx) -> None:
    translators.pop(_KEY, None)  # of another build in this process, which Sphinx 9.0 would add to
    app.add_message_catalog(CATALOGUE, str(LOCALE))
    speak(app.config.language, translators[_KEY])
    app.connect("write-started", write_words, priority=600)  # after who makes the folder of fonts
    app.connect("build-finished", turn_pages, priority=940)  # before scripts are moved out of pages
