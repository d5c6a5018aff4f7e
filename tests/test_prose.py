"""Reading prose: sentences, and what else rules ask of a text."""

from __future__ import annotations

from sphinx_plenary.lint.markdown import parse
from sphinx_plenary.prose import Sentences

TEXT = """# A heading. With two

It met in Geneva (see No. 5 of Res. 3, e.g. here). Mr. J. Smith spoke! Did he? "Yes." Then
it ended.

- An item
- Another. Of two.
"""


def test_sentences_end_where_readers_end_them() -> None:
    document = parse(TEXT, "a.md")
    said = [" ".join(document.text[start:end].split()) for start, end in Sentences(document)]
    assert said == [
        *("A heading.", "With two"),
        "It met in Geneva (see No. 5 of Res. 3, e.g. here).",
        *("Mr. J. Smith spoke!", "Did he?", '"Yes."', "Then it ended.", "An item", "Another.", "Of two."),
    ]


def test_the_sentence_at_a_place() -> None:
    document = parse(TEXT, "a.md")
    sentences = Sentences(document)
    for word, sentence in (("Smith", "Mr. J. Smith spoke!"), ("ended", "Then it ended."), ("Of two", "Of two.")):
        start, end = sentences.at(TEXT.index(word))
        assert " ".join(TEXT[start:end].split()) == sentence
    assert sentences.block_at(TEXT.index("Another")).kind == "item"  # type: ignore[union-attr]
    assert sentences.block_at(0) is None
