"""The form for browsers: a page that leads to where the ticket renews itself."""

from __future__ import annotations

from html import escape

from tickets.forms.languages import TravellerLanguage
from tickets.forms.wording import Word, words_of


def page_of(title: str, address: str, *, language: TravellerLanguage) -> bytes:
    """A page that goes on to that address at once, and by a link where the client does not."""
    show = words_of(language)[Word.SHOW]
    name, target = escape(title), escape(address)
    return (
        f'<!doctype html>\n<html lang="{language.value}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n<title>{name}</title>\n</head>\n'
        f'<body>\n<h1>{name}</h1>\n<p><a href="{target}">{escape(show)}</a></p>\n</body>\n</html>\n'
    ).encode()
