"""A device registers, fetches its bundle, checks online, and uploads what it scanned offline."""

from __future__ import annotations

import pytest

from tests.factories.moments import NOW
from tests.factories.tickets import BarcodeFactory
from tests.protocols.inspection.inspecting import Handheld, line
from tickets.codecs.circumstances import Circumstances
from tickets.codecs.trust import KeyRing
from tickets.codecs.verification import verify_barcode

pytestmark = pytest.mark.django_db


@pytest.fixture
def barcode():
    return BarcodeFactory()


@pytest.fixture
def handheld(barcode) -> Handheld:
    return Handheld.of(barcode.ticket.tenant)


def test_device_goes_through_its_day(handheld, barcode):
    registered = handheld.get(f"/devices/{handheld.device}").json()
    bundle = handheld.get(f"/bundle?device={handheld.device}").json()
    checked = handheld.check(barcode, place={"name": "Tram 4", "latitude": 52, "longitude": 5})
    offline = verify_barcode(
        barcode.octets,
        ring=KeyRing.from_jwks({"keys": bundle["keys"]}),
        circumstances=Circumstances(at=NOW, zone=barcode.ticket.tenant.zone),
    )
    first = handheld.upload(line(1, barcode, result=offline.reason), line(2, "rubbish"))
    again = handheld.upload(line(1, barcode), line(2, "rubbish"))

    assert (registered["name"], registered["lastSequence"]) == ("Handheld 1", None)
    assert (checked["valid"], checked["reason"], checked["shade"]) == (True, "ok", "green")
    assert checked["ticketId"] == str(barcode.ticket.pk)
    assert offline.reason == "ok"
    assert [(one["outcome"], one["reason"]) for one in first] == [
        ("stored", "ok"),
        ("stored", "unsupported_format"),
    ]
    assert [one["outcome"] for one in again] == ["repeated", "repeated"]
    assert handheld.get(f"/devices/{handheld.device}").json()["lastSequence"] == 2
