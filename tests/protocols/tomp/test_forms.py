"""Forms of tickets that are more than a barcode, or octets."""

from __future__ import annotations

import base64
import json

import pytest

from tests.factories.tickets import signing_key
from tests.factories.wallets import open_apple_account, open_google_account
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.test_tapconnect_tickets import (
    ask_in_booking,
    ask_in_booking_extra,
    ask_in_planning,
)
from tickets.codecs.formats import BarcodeFormat, recognise
from tickets.forms.media import Media
from tickets.models import Barcode, TicketLink, WalletAccount

pytestmark = pytest.mark.django_db

DOCUMENTS = {
    "application/pdf": b"%PDF",
    "text/html": b"<!doctype html>",
    "application/vnd.apple.pkpass": b"PK",
    "application/vnd.google.wallet+json": b'{"saveUrl": "https://pay.google.com/',
}


@pytest.fixture
def partner(at_once) -> Partner:
    return Partner(at_once)


@pytest.fixture
def every_form(partner):
    """All forms that there are, and accounts with both wallets."""
    kind = partner.world.shop.product.ticket_type
    kind.media = [media.value for media in Media]
    kind.save()
    open_apple_account(kind.tenant)
    open_google_account(kind.tenant)


@pytest.mark.parametrize("ask", [ask_in_planning, ask_in_booking, ask_in_booking_extra])
@pytest.mark.parametrize("media", DOCUMENTS)
def test_ticket_comes_as_the_document_requested(partner, every_form, ask, media):
    offer, members = ask(partner, media)
    booking = partner.commit(partner.post("/bookings", {"id": offer, **members}).json())

    response = partner.get(f"/legs/{booking['legs'][0]['id']}")

    ticket = response.json()["ticket"]
    content = ticket["tokenData"]
    assert content["mediaType"] == media
    assert base64.b64decode(content["base64"]).startswith(DOCUMENTS[media])
    # What never changes is good as long as the ticket; it is fetched anew, for that may be void.
    assert ticket["validUntil"] == content["ticketValidUntil"]
    assert response["Cache-Control"] == "private, no-cache"


def test_document_of_a_wallet_that_was_closed_is_left_out(partner, every_form):
    booking = partner.book(extraInfo={"ticketFormat": "application/vnd.apple.pkpass"})
    WalletAccount.objects.update(is_active=False)

    [leg] = partner.commit(booking)["legs"]

    assert "ticket" not in leg
    assert partner.get(f"/legs/{leg['id']}").json()["state"] == leg["state"]


def test_barcode_comes_as_json_with_its_own_times(partner, every_form):
    booking = partner.book(extraInfo={"ticketFormat": "application/json"})

    ticket = partner.commit(booking)["legs"][0]["ticket"]

    told = json.loads(base64.b64decode(ticket["tokenData"]["base64"]))
    assert (told["format"], told["symbology"]) == ("T1", "QR")
    assert (told["validFrom"], told["refreshAt"]) == (ticket["validFrom"], ticket["validUntil"])


def test_octets_of_the_railways_come_in_base64(partner):
    kind = partner.world.shop.product.ticket_type
    kind.barcode_format, kind.symbology, kind.rotation_seconds = "UIC", "AZTEC", 60
    kind.media = ["application/octet-stream", "image/png"]
    kind.save()
    signing_key(kind.tenant, "UIC")

    _, leg = partner.sell()

    barcode = Barcode.objects.get()
    assert base64.b64decode(leg["ticket"]["tokenData"]["base64"]) == barcode.octets
    assert leg["ticket"]["tokenType"] == "AZTEC"
    assert recognise(barcode.octets) == BarcodeFormat.UIC


def test_link_of_a_ticket_that_a_phone_signs_is_shown(partner):
    kind = partner.world.shop.product.ticket_type
    kind.barcode_format, kind.symbology, kind.rotation_seconds = "UIC", "AZTEC", 15
    kind.device_signed, kind.media = True, ["text/html"]
    kind.save()
    signing_key(kind.tenant, "UIC")

    _, leg = partner.sell()

    page = base64.b64decode(leg["ticket"]["tokenData"]["base64"]).decode()
    assert f"/t/{TicketLink.objects.get().secret}" in page
