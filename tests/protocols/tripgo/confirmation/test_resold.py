"""Confirmations of what another operator sells, and of tickets whose barcodes move."""

from __future__ import annotations

import pytest

from operators.supply.terms import RemoteToken
from operators.tenancy.models import TokenRole
from tests.factories.accounts import AccountLinkFactory
from tests.factories.moments import NOW, later
from tests.factories.operators import TenantFactory
from tests.factories.scenarios import AT_ONCE
from tests.factories.supply import resold
from tests.protocols.tripgo.bought import bought
from tests.protocols.tripgo.client import App
from tests.protocols.tripgo.kept import bus_segment
from tests.protocols.tripgo.strictly import get_strictly
from tests.protocols.tripgo.worlds import open_tripgo
from tests.protocols.worlds import open_channel

pytestmark = pytest.mark.django_db
MOVING = {**AT_ONCE, "ticket_type__rotation_seconds": 30}


@pytest.fixture(scope="module")
def tripgo(module_database, tmp_path_factory):
    return open_tripgo(tmp_path_factory.mktemp("feed"), product=MOVING)


@pytest.fixture
def supplied():
    return resold(TenantFactory())


@pytest.fixture
def reseller(supplied):
    """The app of whoever has booked it."""
    booking = supplied.booking
    link = AccountLinkFactory(channel=booking.channel)
    booking.customer = link.customer
    booking.confirm(order=None, at=NOW)
    booking.save()
    return App(open_channel(booking.channel, TokenRole.TRIPGO)[1], link.secret)


def test_what_is_resold_is_told_as_anything_else(reseller):
    [told] = get_strictly(reseller, "booking")["bookings"]

    confirmation = told["confirmation"]
    assert confirmation["status"]["value"] == "ACCEPTED"
    assert confirmation["purchase"]["price"] > 0
    assert confirmation["purchasedTickets"] == []
    assert [action["type"] for action in confirmation["actions"]] == ["CANCEL"]


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ({"base64": "VDE6", "mediaType": "text/plain"}, ["qrcode:T1:"]),
        ({"base64": "VDE6", "mediaType": "image/png"}, []),
        ({"base64": "no base64!", "mediaType": "text/plain"}, []),
        ({"base64": "/w==", "mediaType": "text/plain"}, []),
        ({"url": "https://there.example"}, []),
    ],
)
def test_code_of_another_operator_is_shown_where_it_is_a_text(supplied, reseller, content, codes):
    token = RemoteToken("QR", NOW, later(hours=1), content)
    supplied.legs.update(tokens={"ticket": token.to_json()})

    [told] = get_strictly(reseller, "booking")["bookings"]

    actions = told["confirmation"]["actions"]
    assert [one["externalURL"] for one in actions if one["type"] == "QRCODE"] == codes


def test_trip_is_the_same_while_its_barcode_moves(tripgo, app, clock):
    booking = bought(tripgo, bus_segment(tripgo))
    [before] = app.get("ticket?valid=true")
    first = app.get(f"booking/v1/{booking.reference}/update")["groups"][0]["trips"][0]
    [told] = first["segments"][0]["booking"]["confirmation"]["purchasedTickets"]
    assert "qrCode" in before
    assert "qrCode" not in told

    clock.move_to(later(seconds=45))

    [after] = app.get("ticket?valid=true")
    assert after["qrCode"] != before["qrCode"]
    assert app.get(first["updateURL"]) is None
