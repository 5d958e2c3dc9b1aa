"""The page of a ticket."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from protocols.traveller.wording import LANGUAGES
from tests.factories.moments import BY, NOW, later
from tests.factories.styles import TicketStyleFactory
from tests.factories.tickets import PhoneSignedTypeFactory, TicketFactory, TicketTypeFactory
from tests.protocols.traveller.logo import LOGO
from tests.protocols.traveller.looking import address, heading, linked
from tickets.actions.tickets import activate_tickets, use_ticket, void_tickets
from tickets.codecs.numbers import read_ticket_number
from tickets.forms.languages import TravellerLanguage
from tickets.models import Barcode
from tickets.states import Activation

pytestmark = pytest.mark.django_db


def waiting(**order):
    return TicketFactory(ticket_type=TicketTypeFactory(activation=Activation.LATER), **order)


def fact(response, name):
    return response.context["facts"].__getattribute__(name)


def test_page_tells_what_the_ticket_is(client):
    link = linked(label="Zone <day>", zones=(101, 102), passengers=3)

    response = client.get(address(link))

    assert (response.status_code, heading(response)) == (200, "Zone &lt;day&gt;")
    assert "101, 102" in response.text
    assert fact(response, "passengers") == 3
    # Noon in Amsterdam, where the tests take place.
    assert fact(response, "valid_from") == "1 Jun 2026, 12:00"
    assert fact(response, "valid_until") == "1 Jun 2026, 13:00"
    assert read_ticket_number(fact(response, "number")) == link.ticket_id
    assert fact(response, "told") == ""


def test_looking_at_the_page_hands_out_nothing(client):
    client.get(address(linked()))

    assert Barcode.objects.count() == 0


def test_every_language_has_phrases():
    assert set(LANGUAGES) == set(TravellerLanguage)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_page_speaks_each_language(client, language):
    style = TicketStyleFactory(languages=[code.value for code in LANGUAGES])
    link = linked(ticket_type=TicketTypeFactory(tenant=style.tenant, style=style))

    response = client.get(address(link), headers={"Accept-Language": language.value})

    assert f'<html lang="{language.value}">' in response.text
    assert LANGUAGES[language].valid_until in response.text
    assert response.text.count('hreflang="') == len(LANGUAGES) - 1


def test_language_is_one_of_the_style_and_can_be_asked_for(client):
    style = TicketStyleFactory(languages=["nb", "fr"])
    link = linked(ticket_type=TicketTypeFactory(tenant=style.tenant, style=style))

    def spoken(query="", accepted=""):
        told = client.get(address(link) + query, headers={"Accept-Language": accepted})
        return told.context["language"]

    assert [spoken(), spoken(accepted="nl"), spoken(accepted="nl, fr;q=0.1")] == ["nb", "nb", "fr"]
    assert [spoken("?lang=fr", "nb"), spoken("?lang=nl", "no")] == ["fr", "nb"]


def test_waiting_ticket_can_be_started_and_shows_no_barcode(client):
    response = client.get(address(linked(waiting())))

    assert fact(response, "told") == "This ticket has not been started."
    assert fact(response, "start_before") == "Start it before 1 Jul 2026, 12:00."
    assert "Start the ticket" in response.text
    assert "traveller/page.js" not in response.text


def test_page_tells_that_it_is_too_late_to_start(client, clock):
    link = linked(waiting())
    clock.shift(timedelta(days=31))

    response = client.get(address(link))

    assert fact(response, "told") == "It is too late to start this ticket."
    assert not fact(response, "can_start")


def test_ticket_before_its_validity_says_so_and_has_a_barcode(client):
    ticket = waiting()
    activate_tickets([ticket], by=BY, at=NOW)
    type(ticket).objects.update(valid_from=later(hours=1), valid_until=later(hours=2))

    response = client.get(address(linked(ticket)))

    assert fact(response, "told") == "This ticket is not valid yet."
    assert "traveller/page.js" in response.text


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda ticket: use_ticket(ticket, by=BY, at=NOW), "This ticket has been used."),
        (lambda ticket: void_tickets([ticket], by=BY, at=NOW), "This ticket was cancelled."),
    ],
    ids=["used", "voided"],
)
def test_closed_ticket_says_how_and_shows_no_barcode(client, act, told):
    link = linked()
    act(link.ticket)

    response = client.get(address(link))

    assert fact(response, "told") == told
    assert "<svg" not in response.text
    assert "Move to another phone" not in response.text


def test_ticket_that_is_over_has_expired_before_the_sweep_says_so(client, clock):
    link = linked()
    clock.shift(timedelta(hours=1))

    response = client.get(address(link))

    assert (link.ticket.state, fact(response, "told")) == ("ACTIVE", "This ticket has expired.")
    assert not fact(response, "is_shown")


def test_specimen_says_so(client):
    assert "Specimen: not valid for travel" in client.get(address(linked(specimen=True))).text


def test_page_renews_itself_without_a_script_too(client):
    link = linked()

    response = client.get(address(link))

    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in response.text
    assert f"{address(link)}?form=svg" in response.text


def test_ticket_that_a_phone_signs_has_no_barcode_without_a_script(client):
    response = client.get(address(linked(ticket_type=PhoneSignedTypeFactory())))

    assert "http-equiv" not in response.text
    assert "?form=" not in response.text


def test_style_is_seen(client):
    style = TicketStyleFactory(
        primary_colour="#004400",
        logo=LOGO,
        help_url="https://help.example/",
        help_phone="+31 20 123",
    )
    link = linked(ticket_type=TicketTypeFactory(tenant=style.tenant, style=style))

    page = client.get(address(link))
    sheet, logo = (client.get(address(link, below)) for below in ("/style.css", "/logo.png"))

    assert '<meta name="theme-color" content="#004400">' in page.text
    assert 'href="tel:+3120123"' in page.text
    assert 'href="https://help.example/"' in page.text
    assert sheet.text == ":root { --ground: #004400; --on-ground: #ffffff; }\n"
    assert (sheet["Content-Type"], sheet["Cache-Control"]) == ("text/css", "private, max-age=3600")
    assert (logo.content, logo["Content-Type"]) == (LOGO, "image/png")


def test_plain_style_has_no_logo(client):
    link = linked()

    assert client.get(address(link, "/logo.png")).status_code == 404
    assert "/logo.png" not in client.get(address(link)).text


def test_manifest_makes_an_app_of_this_ticket(client):
    link = linked()

    response = client.get(address(link, "/manifest.json"))

    told = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert [told["id"], told["start_url"], told["scope"]] == [address(link)] * 3
    assert told["name"] == f"Hour ticket – {link.ticket.tenant.name}"


def test_worker_is_for_all_tickets(client):
    response = client.get("/t/worker.js")

    assert response["Content-Type"] == "text/javascript"
    assert response.text == render_to_string("traveller/worker.js")
    assert response["Cache-Control"] == "public, no-cache"
