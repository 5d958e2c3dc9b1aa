"""A ticket in the other forms that it comes in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.moments import BY, NOW
from tests.factories.tickets import PhoneSignedTypeFactory, TicketTypeFactory, UicTypeFactory
from tests.factories.wallets import open_google_account
from tests.protocols.scanning import inspect, read_image
from tests.protocols.traveller.looking import address, heading, linked
from tickets.actions.keys import revoke_key
from tickets.actions.tickets import void_tickets
from tickets.codecs.reasons import Reason
from tickets.forms.media import Media

pytestmark = pytest.mark.django_db
EVERY = [media.value for media in Media]
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.fixture
def link(db):
    return linked(ticket_type=TicketTypeFactory(rotation_seconds=30, media=EVERY))


def fetch(client, link, accept="*/*", query=""):
    return client.get(address(link) + query, headers={"Accept": accept})


@pytest.mark.parametrize("accept", ["*/*", CHROME, "text/html", "image/webp, text/*;q=0.1"])
def test_browser_gets_the_page(client, link, accept):
    assert fetch(client, link, accept)["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("media", ["image/png", "image/svg+xml", "text/plain"])
def test_barcode_alone_is_fetched_by_its_media_type(client, link, media):
    response = fetch(client, link, media)

    text, _ = read_image(response.content, media)
    assert response["Content-Type"] == media
    assert inspect(text, at=NOW).reason == Reason.OK


@pytest.mark.parametrize("form", ["image/svg%2Bxml", "image/svg+xml", "svg", "SVG"])
def test_form_is_asked_for_by_name_too(client, link, form):
    assert fetch(client, link, CHROME, f"?form={form}")["Content-Type"] == "image/svg+xml"


def test_barcode_is_kept_until_its_window_ends(client, link, clock):
    first = fetch(client, link, "image/png")
    [directive, seconds] = first["Cache-Control"].rsplit("=", 1)
    assert (directive, 1 <= int(seconds) <= 30) == ("private, max-age", True)

    again = client.get(
        address(link), headers={"Accept": "image/png", "If-None-Match": first["ETag"]}
    )
    clock.shift(timedelta(seconds=30))
    later = client.get(
        address(link), headers={"Accept": "image/png", "If-None-Match": first["ETag"]}
    )

    assert (again.status_code, later.status_code) == (304, 200)
    assert later["ETag"] != first["ETag"]


@pytest.mark.parametrize(
    "type_of",
    [lambda: TicketTypeFactory(rotation_seconds=0), lambda: UicTypeFactory(rotation_seconds=0)],
)
def test_barcode_that_never_changes_is_asked_for_again_soon(client, type_of):
    response = fetch(client, linked(ticket_type=type_of()), "image/png")

    assert response["Cache-Control"] == "private, max-age=300"


def test_printed_ticket_is_kept_by_nobody(client, link):
    response = fetch(client, link, "application/pdf")

    assert response.content.startswith(b"%PDF-")
    assert response["Content-Disposition"] == 'inline; filename="ticket.pdf"'
    assert "no-store" in response["Cache-Control"]


def test_page_leads_to_the_forms_that_there_are(client, link):
    few = linked(ticket_type=TicketTypeFactory())

    assert [form.title for form in fetch(client, link).context["facts"].forms] == [
        "Print (PDF)",
        "Add to Apple Wallet",
        "Add to Google Wallet",
    ]
    assert fetch(client, few).context["facts"].forms == []


@pytest.mark.parametrize(
    ("accept", "query"), [("image/gif", ""), ("*/*", "?form=gif"), ("*/*", "?form=pdf")]
)
def test_form_that_is_not_there_is_refused_with_the_list(client, accept, query):
    link = linked(ticket_type=UicTypeFactory())

    response = fetch(client, link, accept, query)

    told = response.json()
    assert (response.status_code, told["reason"]) == (406, "form_unavailable")
    assert told["forms"] == ["text/html", "image/png", "application/octet-stream"]


def test_closed_ticket_has_no_form(client, link):
    void_tickets([link.ticket], by=BY, at=NOW)

    response = fetch(client, link, "image/png")

    assert (response.status_code, heading(response)) == (404, "Nothing to show")


def test_form_of_a_ticket_without_a_phone_is_not_there(client):
    link = linked(ticket_type=PhoneSignedTypeFactory())

    assert fetch(client, link, "application/octet-stream").status_code == 404


def test_form_is_tried_again_where_no_key_signs(client, link):
    revoke_key(link.ticket.tenant.issuer_keys.get(), by=BY, at=NOW)

    assert fetch(client, link, "image/png").status_code == 503


def test_traveller_is_sent_on_to_the_google_wallet(client, link):
    open_google_account(link.ticket.tenant)

    response = client.get(address(link, "/google-wallet"))

    assert response.status_code == 302
    assert response["Location"].startswith("https://pay.google.com/gp/v/save/")


def test_google_wallet_without_an_account_is_not_there(client, link):
    assert client.get(address(link, "/google-wallet")).status_code == 404


def test_google_wallet_is_not_there_for_other_kinds(client):
    assert client.get(address(linked(), "/google-wallet")).status_code == 404
