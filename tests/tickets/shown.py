"""Tickets that may be shown in every form, and documents read back."""

from __future__ import annotations

import hashlib
import json
import zipfile
from io import BytesIO

import pypdfium2

from tests.factories.styles import TicketStyleFactory
from tests.factories.tickets import TicketFactory, TicketTypeFactory, UicTypeFactory, signing_key
from tickets.forms.media import Media


def ticket_in(media, *, kind=TicketTypeFactory, style=None, ticket=None, **type_facts):
    """An active ticket of a type that comes in these forms, with a key that signs it."""
    made = kind(media=[one.value for one in media], **type_facts)
    if style is not None:
        made.style = TicketStyleFactory(tenant=made.tenant, **style)
        made.save()
    signing_key(made.tenant, made.barcode_format)
    return TicketFactory(ticket_type=made, **(ticket or {}))


def uic_ticket_in(media, **facts):
    return ticket_in(media, kind=UicTypeFactory, **facts)


def page_pixels(pdf, *, scale=4):
    """The first page of a PDF as rows of grey values."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = document[0].render(scale=scale, grayscale=True)
        stride, width = bitmap.stride, bitmap.width
        octets = bytes(bitmap.buffer)
        return [octets[row * stride : row * stride + width] for row in range(bitmap.height)]
    finally:
        document.close()


def unpack(pkpass):
    """The files of a pass by name; each is the one that the list names."""
    with zipfile.ZipFile(BytesIO(pkpass)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    listed = json.loads(files["manifest.json"])
    others = {name: content for name, content in files.items() if name in listed}
    assert listed == {
        name: hashlib.sha1(content, usedforsecurity=False).hexdigest()
        for name, content in others.items()
    }
    assert set(files) - set(listed) == {"manifest.json", "signature"}
    return files


ALL = list(Media)
