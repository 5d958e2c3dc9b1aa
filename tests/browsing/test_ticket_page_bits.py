"""The script puts the bits of a UIC barcode together as our codec does."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tests.browsing.ticket_pages import linked
from tests.faces import needs_face
from tests.factories.handsets import Phone, register
from tests.factories.tickets import PhoneSignedTypeFactory
from tickets.actions.showing import show_ticket
from tickets.codecs.uic.devices import assemble, count_bits, dynamic_content, level2_input

pytestmark = [pytest.mark.django_db(transaction=True), needs_face("traveller", "inspection")]

MOMENTS = [
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2026, 9, 1, 8, 0, 5, 999_000, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(2028, 2, 29, 12, tzinfo=UTC),
    datetime(2028, 12, 31, 23, 59, 59, tzinfo=UTC),
]
NUMBERS = [1, 0x7F, 0x80, 0xFF00, 2**248 - 1, 2**255 - 1, 2**255, 2**256 - 1]
"""Of signatures: as short and as long as they can be, with and without a leading one."""

PUT_TOGETHER = """async ([level1, bits, now, raw]) => {
    const { barcodeFor } = await import("/static/traveller/dynamic.js");
    const octets = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    const text = (some) => btoa(String.fromCharCode(...some));
    let signed;
    const sign = async (input) => { signed = input; return octets(raw); };
    const barcode = await barcodeFor({ level1: octets(level1), bits }, now, sign);
    return [text(signed), text(barcode)];
}"""


def in_base64(octets: bytes) -> str:
    return base64.b64encode(octets).decode()


def test_script_makes_the_same_barcodes_as_our_codec(page):
    # With zones, level 1 ends at another bit.
    for zones in ((), (101,), (101, 102, 103)):
        link = linked(ticket_type=PhoneSignedTypeFactory(), zones=zones)
        register(Phone(), link.ticket, at=link.created_at)
        _, barcode = show_ticket(link.ticket, at=link.created_at)
        page.goto(f"/t/{link.secret}")

        for place, r in enumerate(NUMBERS):
            at, s = MOMENTS[place % len(MOMENTS)], NUMBERS[-1 - place]
            signed, whole = put_together(page, barcode.octets, at=at, r=r, s=s)

            content, der = dynamic_content(at), encode_dss_signature(r, s)
            assert signed == level2_input(barcode.octets, content)
            assert whole == assemble(barcode.octets, content, der)


def put_together(page, material: bytes, *, at: datetime, r: int, s: int) -> list[bytes]:
    """What the script signs, and the barcode that it makes with that signature."""
    raw = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    now = int(at.timestamp() * 1000)
    sent = [in_base64(material), count_bits(material), now, in_base64(raw)]
    return [base64.b64decode(text) for text in page.evaluate(PUT_TOGETHER, sent)]
