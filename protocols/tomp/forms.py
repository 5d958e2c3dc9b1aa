"""How a ticket's form is asked for: a symbology, a media type, or both.

No version of TOMP has a member for it; `requirements` and `extraInfo` are open objects, and the
member `ticketFormat` in them is this operator's agreement with its partners.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tickets.errors import FormUnavailable
from tickets.forms.media import Media
from tickets.forms.symbols import Symbology

SYMBOLOGIES = {symbology.value for symbology in Symbology}
MEDIA = {media.value for media in Media}


@dataclass(frozen=True, slots=True)
class WishedForm:
    """A form as asked for; empty members leave the choice to the product."""

    symbology: str = ""
    media: str = ""


def read_form(*sources: Mapping[str, Any] | None) -> WishedForm:
    """The `ticketFormat` of a request, such as `QR;media=image/png`, wherever it is told.

    FormUnavailable if it is not known, or if two places tell different ones: a booking has one.
    """
    told = {source["ticketFormat"] for source in sources if source and "ticketFormat" in source}
    forms = {parse_form(text) for text in told}
    if len(forms) > 1:
        raise FormUnavailable("ticketFormat: ask for one form; a booking's tickets come in one.")
    return forms.pop() if forms else WishedForm()


def parse_form(text: str) -> WishedForm:
    """`SYMBOLOGY`, `SYMBOLOGY;media=TYPE` or the media type alone."""
    name, _, parameter = (part.strip() for part in text.partition(";"))
    if name.lower() in MEDIA and not parameter:
        return WishedForm(media=name.lower())
    symbology = name.upper()
    media = parameter.removeprefix("media=").strip().lower()
    if symbology not in SYMBOLOGIES or (parameter and not parameter.startswith("media=")):
        raise FormUnavailable(_hint(text))
    if media and media not in MEDIA:
        raise FormUnavailable(_hint(text))
    return WishedForm(symbology, media)


def _hint(text: str) -> str:
    return (
        f"ticketFormat: “{text}” is not known; send one of {', '.join(sorted(SYMBOLOGIES))}, "
        f"alone or with ;media= and one of {', '.join(sorted(MEDIA))}."
    )
