"""PDF files as another library reads them."""

from __future__ import annotations

import pypdfium2


def pages_of(printed: bytes) -> list[list[str]]:
    """The lines of text on each page."""
    document = pypdfium2.PdfDocument(printed)
    try:
        return [page.get_textpage().get_text_bounded().split("\r\n") for page in document]
    finally:
        document.close()


def lines_of(printed: bytes) -> list[str]:
    """The lines of all pages."""
    return [line for page in pages_of(printed) for line in page]
