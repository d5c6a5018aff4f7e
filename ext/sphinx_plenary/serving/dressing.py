"""What a served page has besides what was built: the script that keeps it fresh, and what went wrong, in words."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from sphinx_plenary.serving.building import Outcome

# The folder of our static files that the server gives out under ``/-/``.
ASSETS: Final = "serving"
_BODY: Final = re.compile(r"<body\b[^>]*>", re.I)
_MARK: Final = re.compile(r" \[[a-z]+\.[\w.]+\]$")


def dressed(page: str, outcome: Outcome | None, state: str) -> str:
    """A page with the script in its head; over it, where the last build failed, why."""
    page = page.replace("</head>", f"{_head(state)}</head>", 1)
    if outcome is None or outcome.built:
        return page
    return _BODY.sub(lambda body: body[0] + _alert(outcome), page, count=1)


def in_place_of_a_page(outcome: Outcome | None, state: str) -> str:
    """Where there is no page: because none was built yet, because none could be, or because it is gone."""
    if outcome is None:
        title, words = "The pages are being built", "<p>They show here when they are.</p>"
    elif outcome.built:
        title, words = (
            "No page is here",
            '<p>It was moved, or its paper has another name. See <a href="/">the home page</a>.</p>',
        )
    else:
        title, words = "The pages could not be built", _said(outcome)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n{_head(state)}</head>\n"
        f'<body class="plenary-instead"><main>\n<h1>{title}</h1>\n{words}</main></body>\n</html>\n'
    )


def _head(state: str) -> str:
    return (
        '<link rel="stylesheet" href="/-/serving.css">\n'
        f'<script src="/-/serving.js" data-state="{escape(state)}" defer></script>\n'
    )


def _alert(outcome: Outcome) -> str:
    title = "<p><strong>The page is that of the last good build; this one failed.</strong></p>"
    return f'\n<div class="plenary-failed" role="alert" tabindex="0">{title}\n{_said(outcome)}</div>'


def _said(outcome: Outcome) -> str:
    lines = [_MARK.sub("", line) for line in outcome.said]
    return "<pre>" + escape("\n".join(lines)) + "</pre>\n<p>It is built again when you save the cure.</p>\n"
