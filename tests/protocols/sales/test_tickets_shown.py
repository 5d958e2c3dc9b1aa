"""What a ticket shows over the wire, and in which forms (§10)."""

from __future__ import annotations

import base64

import pytest

from tests.factories.moments import NOW
from tests.factories.styles import TicketStyleFactory
from tests.printed import lines_of
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.test_tickets import find, later_tickets, ticket_of
from tests.protocols.sales.till import body_of
from tests.violations.ways import write
from tickets.models import Ticket, TicketType
from tickets.models.ticket_type import every_media

__all__ = ["later_tickets"]
pytestmark = pytest.mark.django_db


def show(till, ticket, **headers):
    return till.get(f"/sales/v1beta/tickets/{ticket}", **headers)


def test_ticket_is_shown_as_long_as_its_barcode_lives(till, sold):
    group, _ = find(till, sold)
    ticket = ticket_of(group)

    response = show(till, ticket)

    told = body_of(response, 200)
    barcode = told.pop("barcode")
    assert told == group["ticketDistributions"][0] | {
        "orderId": sold,
        "name": Ticket.objects.get(pk=ticket).label,
        "passengers": 1,
        "forms": every_media(),
    }
    stored = Ticket.objects.get(pk=ticket).barcodes.get()
    assert (barcode["payload"], barcode["symbology"]) == (stored.text, "QR")
    assert barcode["format"] == "T1"
    assert base64.b64decode(barcode["payloadBase64"]) == stored.octets
    until = stored.ends_at.replace(microsecond=0)
    assert barcode["validUntil"] == f"{until:%Y-%m-%dT%H:%M:%SZ}"
    [age] = [part for part in response["Cache-Control"].split(", ") if part != "private"]
    assert 1 <= int(age.removeprefix("max-age=")) <= 30
    assert barcode["refreshAt"] == barcode["validUntil"]
    assert response["Vary"].endswith(", Accept, Accept-Language")


@pytest.mark.parametrize(
    ("accept", "media", "begins"),
    [
        ("image/png", "image/png", b"\x89PNG"),
        ("image/svg+xml, */*;q=0.1", "image/svg+xml", b"<svg"),
        ("text/plain", "text/plain", b""),
        ("application/hal+json", "application/json", b"{"),
        ("*/*", "application/json", b"{"),
        ("image/*", "image/png", b"\x89PNG"),
        ("text/*", "text/plain", b"T1:"),
        ("image/png;q=0.5, image/svg+xml", "image/svg+xml", b"<svg"),
        ("image/png;q=0.5, application/json;q=0.9", "application/json", b"{"),
        ("application/octet-stream", "application/octet-stream", b"T1:"),
        ("text/html", "text/html", b"<!doctype html>"),
        ("application/pdf", "application/pdf", b"%PDF"),
    ],
)
def test_accept_says_how(till, sold, accept, media, begins):
    TicketType.objects.update(media=[*every_media(), "application/pdf"])
    group, _ = find(till, sold)

    response = show(till, ticket_of(group), Accept=accept)

    assert (response.status_code, response["Content-Type"]) == (200, media)
    assert response.content.startswith(begins)


@pytest.mark.parametrize(
    "accept", ["image/gif", "application/pdf", "application/vnd.apple.pkpass", "image/png;q=0"]
)
def test_form_that_there_is_not_is_refused_with_those_that_there_are(till, sold, accept):
    TicketType.objects.update(media=["image/png", "application/vnd.google.wallet+json"])
    group, _ = find(till, sold)

    told = refused(show(till, ticket_of(group), Accept=accept), 406, "NOT_ACCEPTABLE")

    assert told["message"] == (
        "This ticket comes as: application/json, image/png, application/vnd.google.wallet+json."
    )


def test_pass_of_a_wallet_without_an_account_is_refused(till, sold):
    TicketType.objects.update(media=["application/vnd.apple.pkpass"])
    group, _ = find(till, sold)

    response = show(till, ticket_of(group), Accept="application/vnd.apple.pkpass")

    refused(response, 406, "NOT_ACCEPTABLE")


def test_form_may_be_asked_for_in_the_address(till, sold):
    group, _ = find(till, sold)
    path = f"/sales/v1beta/tickets/{ticket_of(group)}"

    drawn = till.get(f"{path}?form=image/svg%2Bxml", Accept="application/json")
    plain = till.get(f"{path}?form=image/svg+xml", Accept="application/json")

    assert (drawn.status_code, drawn["Content-Type"]) == (200, "image/svg+xml")
    assert (plain.status_code, plain.content) == (200, drawn.content)
    refused(till.get(f"{path}?form=image/gif"), 406, "NOT_ACCEPTABLE")
    refused(till.get(f"{path}?size=9"), 400, "INVALID_QUERY")


def test_barcode_that_the_client_has_is_not_sent_again(till, sold, clock):
    group, _ = find(till, sold)
    first = show(till, ticket_of(group), Accept="image/png")

    again = show(till, ticket_of(group), Accept="image/png", **{"If-None-Match": first["ETag"]})
    clock.shift(31)
    renewed = show(till, ticket_of(group), Accept="image/png", **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert renewed.status_code == 200
    assert renewed.content != first.content


def test_document_is_in_the_language_of_the_reader_and_never_kept(till, sold):
    TicketType.objects.update(media=["application/pdf"])
    TicketStyleFactory(tenant=till.channel.tenant, is_default=True, languages=["en", "fr"])
    group, _ = find(till, sold)
    languages = {"Accept-Language": "sv, fr-CH;q=0.8, en;q=0.2"}

    response = show(till, ticket_of(group), Accept="application/pdf", **languages)

    assert response["Cache-Control"] == "private, no-store"
    assert "Voyageurs 1" in lines_of(response.content)


def test_ticket_that_waits_shows_nothing(till, later_tickets, sold):
    group, _ = find(till, sold)

    response = show(till, ticket_of(group), Accept="image/png")

    assert body_of(response, 200)["barcode"] is None
    assert response["Cache-Control"] == "private, no-cache"


def test_ticket_needs_a_key(till, shop, sold):
    group, _ = find(till, sold)
    write(shop.key, state="RETIRED", retired_at=NOW)

    refused(show(till, ticket_of(group)), 503, "ISSUER_NOT_READY")
