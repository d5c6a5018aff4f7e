"""A paper in another language: its catalogue reaches cards, matrices, print and rules; the switch; what is stale."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from building import PROJECTS, Built, build, change, in_process, project
from lxml import html
from printed import Paper
from sphinx.locale import admonitionlabels
from sphinx.util.matching import Matcher

from sphinx_plenary.catalogues import Entry, as_markdown, read_catalogue, stale
from sphinx_plenary.cli import main
from sphinx_plenary.translation import english
from sphinx_plenary.translations import literal

PO = PROJECTS / "translated" / "source" / "locales" / "fr" / "LC_MESSAGES" / "papers" / "paper.po"
FRENCH = {"language": "fr", "plenary_untranslated": "leave out"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project("translated", tmp_path_factory.mktemp("translated"))


@pytest.fixture(scope="module")
def french(folder: Path) -> Built:
    return build(folder, "html", out="fr", language="fr")


@pytest.fixture(scope="module")
def page(french: Built) -> html.HtmlElement:
    return html.fromstring(french.page("papers/paper"))


def words(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.xpath(path)]


def of(name: str) -> str:
    return f'//*[contains(concat(" ", @class, " "), " plenary-{name} ")]'


def test_front_matter_and_headings_are_translated(french: Built, page: html.HtmlElement) -> None:
    assert french.said == []
    assert words(page, "//h1")[0].startswith("Des noms et des numéros")
    assert words(page, of("abstract-text")) == ["Ce dont il s’agit. Ce que dit ce document."]
    assert "8 septembre 2022" in words(page, f"{of('facts')}//dd")


def test_items_are_translated_on_their_cards(page: html.HtmlElement) -> None:
    (card,) = page.xpath(of("message"))
    assert words(card, f".{of('card-title')}") == ["Un seul Internet"]
    assert words(card, f".{of('card-foot')}") == ["Repose sur Résolution 102 · À l’intention de : les États Membres"]
    assert "Il devrait le rester." in card.text_content()
    assert card.get("id") == "MSG-ONE-INTERNET"  # the same in every language


def test_options_are_translated_in_a_matrix(page: html.HtmlElement) -> None:
    assert words(page, f"{of('rows')}//caption") == ["Ce qui est proposé¶"]
    assert words(page, of("group"))[0] == "Révision de résolutions existantes"
    assert "Que le mandat s’étende." in words(page, f"{of('rows')}//td")
    assert words(page, f"{of('rows')}//thead//th")[:2] == ["N°", "Titre, révision en vigueur"]


def test_the_first_mention_in_a_translation_is_the_full_one(page: html.HtmlElement) -> None:
    text = " ".join(page.text_content().split())
    assert "La Résolution 102 (Rév. Dubaï, 2018) porte sur les noms" in text
    assert "voir aussi la Résolution 102 ." in text or "voir aussi la Résolution 102." in text


def test_names_that_are_english_say_so(page: html.HtmlElement) -> None:
    assert page.get("lang") == "fr"
    assert "ITU Plenipotentiary Conference 2022" in words(page, '//*[@lang="en"]')


def test_what_is_not_translated_stays_or_is_left_out(folder: Path, french: Built, page: html.HtmlElement) -> None:
    assert "A paragraph that nobody has translated." in page.text_content()
    assert (french.out / "papers" / "other.html").exists()
    shutil.copytree(folder, folder.parent / "lean", ignore=shutil.ignore_patterns("build"))
    lean = build(folder.parent / "lean", "html", **FRENCH)
    assert not (lean.out / "papers" / "other.html").exists()


def test_a_switch_leads_from_one_language_to_the_other(folder: Path, page: html.HtmlElement) -> None:
    english = html.fromstring(build(folder, "html").page("papers/paper"))
    assert english.xpath(f'{of("facts")}//a[@lang="fr"]/@href') == ["../fr/papers/paper.html"]
    assert page.xpath(f'{of("facts")}//a[@lang="en"]/@href') == ["../../papers/paper.html"]
    assert english.xpath('//link[@rel="alternate"][@hreflang]/@hreflang') == ["en", "fr"]
    other = html.fromstring(build(folder, "html").page("papers/other"))
    assert other.xpath("//link[@hreflang]") == []


def test_a_catalogue_that_comes_or_goes_is_seen_on_the_other_pages(folder: Path) -> None:
    again = folder.parent / "again"
    shutil.copytree(folder, again, ignore=shutil.ignore_patterns("build", "*.mo", "*.po"))
    path = again / PO.relative_to(PROJECTS / "translated")

    def told() -> list[str]:
        page = html.fromstring(build(again, "html").page("papers/paper"))
        assert page.xpath("//link[@hreflang]/@hreflang") or not page.xpath(f'{of("facts")}//a[@lang="fr"]')
        return list(map(str, page.xpath("//link[@hreflang]/@hreflang")))

    assert told() == []
    shutil.copyfile(PO, path)
    assert told() == ["en", "fr"]
    path.unlink()
    assert told() == []


def test_a_language_of_a_country_has_the_words_of_the_language(folder: Path) -> None:
    swiss = folder.parent / "swiss"
    shutil.copytree(folder, swiss, ignore=shutil.ignore_patterns("build", "*.mo"))
    (swiss / "source" / "locales" / "fr").rename(swiss / "source" / "locales" / "fr_CH")
    change(swiss / "conf.py", '["en", "fr"]', '["en", "fr_CH"]')
    (swiss / "data" / "translations.csv").write_text(
        "record,field,language,text,source,confidence,note\n"
        "PP-22,name,fr,Conférence de plénipotentiaires de 2022,general-knowledge,seen,\n"
    )
    built = build(swiss, "html", language="fr_CH")
    assert built.said == []
    page = html.fromstring(built.page("papers/paper"))
    assert page.get("lang") == "fr-CH"
    text = " ".join(page.text_content().split())
    for said in ("Conférence de plénipotentiaires de 2022", "La Résolution 102 (Rév. Dubaï, 2018)", "Repose sur"):
        assert said in text, said
    assert page.xpath(f'{of("facts")}//a[@lang="en"]/@href') == ["../../papers/paper.html"]
    assert page.xpath("//link[@hreflang]/@hreflang") == ["en", "fr-CH"]
    assert words(page, f'{of("facts")}//*[@lang="fr-CH"]') == ["français"]


def test_an_export_has_the_words_that_an_import_reads(folder: Path) -> None:
    exported = folder.parent / "exported"
    shutil.copytree(folder, exported, ignore=shutil.ignore_patterns("build"))
    with (exported / "conf.py").open("a") as conf:
        conf.write('language = "fr"\n')
    path = exported / "matrix.csv"
    command = ["export", "PP-22", "--as-of", "2022-09-16", "--format", "csv", "--output", str(path)]
    with english():  # what is spoken afterwards in this process
        assert main([*command, "--project", str(exported)]) == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Row"]: row for row in csv.DictReader(file)}
    assert [rows["PP-RES-102"][head] for head in ("Table", "No.", "Revision in force", "Concern")] == [
        "Revisions of existing resolutions",
        "Resolution 102",
        "Rev. Dubai, 2018",
        "Que le mandat s’étende.",  # as the paper says it
    ]


def test_a_word_that_is_none_is_refused(folder: Path) -> None:
    built = build(folder, "html", out="refused", plenary_untranslated="leave-out")
    assert built.status == 2
    assert "plenary_untranslated is 'leave-out'; it is one of 'show', 'leave out'" in " ".join(built.said)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ["papers/[one].md", "papers/a*.md", "why?.md", "[!a].md", "[a", "a]b"])
def test_a_name_left_out_is_no_pattern(name: str) -> None:
    left_out = Matcher([literal(name)])
    assert left_out(name)
    assert not any(map(left_out, ("papers/o.md", "papers/ab.md", "papers/a.md", "whyx.md", "b.md", "o.md", "a", "aab")))


def test_the_printed_paper_is_in_the_language_too(folder: Path) -> None:
    built = build(folder, "typst", language="fr")
    assert built.said == []
    paper = Paper(built.out / "paper.pdf")
    text = " ".join(paper.text.split())
    assert str(paper.pdf.Root.Lang).lower().startswith("fr")
    for said in ("Que le mandat", "Un seul Internet", "Rév. Dubaï, 2018", "Ce dont il s’agit."):
        assert said in text, said
    assert paper.pages[0].rstrip().endswith(f"1 sur {len(paper.pages)}")


def test_rules_read_the_translation_and_tell_its_line(folder: Path) -> None:
    spoiled = folder.parent / "spoiled"
    shutil.copytree(folder, spoiled, ignore=shutil.ignore_patterns("build", "*.mo"))
    path = spoiled / PO.relative_to(PROJECTS / "translated")
    text = path.read_text().replace("Il devrait le rester.", "Voir la Résolution 999 (Rév. Dubaï, 2018).")
    path.write_text(text)
    line = next(number for number, line in enumerate(text.split("\n"), 1) if "999" in line)
    found = build(spoiled, "check", language="fr").findings
    assert [one for one in found if "999" in one] and all(
        f"locales/fr/LC_MESSAGES/papers/paper.po:{line}" in one for one in found if "999" in one
    )


def test_a_catalogue_is_read_with_its_lines() -> None:
    entries = read_catalogue(
        'msgid ""\nmsgstr "Language: fr"\n\n#: a.md:1\nmsgid "One"\nmsgstr ""\n"Un "\n"\\"deux\\""\n\n'
        '#: a.md:3\n#, fuzzy\nmsgid "Two"\nmsgstr "Trois"\n\n#~ msgid "Gone"\n#~ msgstr "Parti"\n'
    )
    assert [(one.source, one.translation, one.line, one.fuzzy) for one in entries] == [
        ("One", 'Un "deux"', 6, False),
        ("Two", "", 13, True),
    ]
    assert as_markdown(entries, "# One\n\nTwo\n").split("\n")[6:8] == ["# Un ", '"deux"']


def test_entries_without_a_line_between_them_are_several() -> None:
    entries = read_catalogue(
        'msgid "One"\nmsgstr "Un"\nmsgid "Two"\nmsgstr "Deux"\nmsgctxt "a"\nmsgid "Three"\nmsgstr ""\n'
    )
    assert [(one.source, one.translation, one.line) for one in entries] == [
        ("One", "Un", 2),
        ("Two", "Deux", 4),
        ("Three", "", 7),
    ]


def entry(source: str, translation: str = "", fuzzy: bool = False) -> Entry:
    return Entry(line=7, fuzzy=fuzzy, words={"msgid": [source], "msgstr": [translation]})


def test_what_is_stale_is_told_by_kind() -> None:
    page = [entry("same"), entry("empty"), entry("unsure"), entry("new")]
    catalogue = [entry("same", "idem"), entry("empty"), entry("unsure", "peut-être", True), entry("gone", "parti")]
    assert [(one.state, one.source.source) for one in stale(page, catalogue, "fr")] == [
        ("not translated", "empty"),
        ("fuzzy", "unsure"),
        ("new or changed", "new"),
        ("no longer said", "gone"),
    ]


def test_the_command_lists_them_with_their_places(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translations", "--project", str(folder)]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("source/locales/fr/LC_MESSAGES/papers/paper.po:")
    assert ": not translated: 'A paragraph that nobody has translated.' (source/papers/paper.md:36);" in first
    assert last == "1 catalogues in fr, 1 paragraphs stale"
    assert main(["translations", "de", "--project", str(folder)]) == 2


def test_a_build_does_not_speak_the_language_of_the_last_one(folder: Path) -> None:
    """Sphinx 9.0 asks the first language of a process before that of the build."""
    said = []
    for language in ("fr", "en"):
        with in_process(folder, folder / "build" / f"spoken-{language}", language=language):
            said.append(str(admonitionlabels["warning"]))
    assert said == ["Avertissement", "Warning"]
