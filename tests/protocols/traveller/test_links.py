"""Who may look, and what is kept of it."""

from __future__ import annotations

import pytest

from protocols import strangers
from protocols.models import Limited
from protocols.strangers import Limit
from protocols.traveller.urls import urlpatterns
from tests.factories.moments import BY, NOW
from tests.factories.tickets import PhoneSignedTypeFactory
from tests.protocols.traveller.looking import address, directives, heading, linked
from tickets.actions.links import move_ticket

pytestmark = pytest.mark.django_db

BELOW = {
    "ticket-page": "",
    "ticket-barcodes": "/barcodes.json",
    "ticket-google-wallet": "/google-wallet",
    "ticket-start": "/start",
    "ticket-move": "/move",
    "ticket-phones": "/phones",
    "ticket-manifest": "/manifest.json",
    "ticket-style": "/style.css",
    "ticket-logo": "/logo.png",
}
POSTED = {"/phones"}


def ask(client, link, below):
    act = client.post if below in POSTED else client.get
    return act(address(link, below))


def test_table_has_every_route_with_a_secret():
    routes = {route.name for route in urlpatterns if "secret" in str(route.pattern)}

    assert routes == set(BELOW)


@pytest.mark.parametrize("below", BELOW.values())
def test_stranger_finds_nothing(client, below):
    linked()

    assert ask(client, "guessed", below).status_code == 404


@pytest.mark.parametrize("below", BELOW.values())
def test_link_that_was_moved_leads_nowhere(client, below):
    old = linked()
    secret = old.secret
    move_ticket(old.ticket, by=BY, at=NOW)

    assert ask(client, secret, below).status_code == 404


@pytest.mark.parametrize("below", ["", "/barcodes.json", "/start", "/move", "/phones"])
def test_answer_is_kept_by_nobody_and_told_to_nobody(client, below):
    response = ask(client, linked(), below)

    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert {"Accept", "Accept-Language"} <= set(response["Vary"].split(", "))


def test_page_loads_our_own_files_alone(client):
    response = client.get(address(linked()))

    policy = directives(response)
    assert policy == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
    assert "style=" not in response.text
    assert "http://" not in response.text


def test_page_of_a_ticket_that_a_phone_signs_may_run_the_encoder(client):
    link = linked(ticket_type=PhoneSignedTypeFactory())

    policy = directives(client.get(address(link)))

    assert policy["script-src"] == ["'self'", "'wasm-unsafe-eval'"]


def test_who_guesses_is_stopped_before_who_looks(client, monkeypatch):
    link = linked()
    monkeypatch.setitem(strangers.LIMITS, Limited.REFUSED, Limit(2, 60))

    told = [client.get(address("guessed")) for _ in range(3)]

    assert [one.status_code for one in told] == [404, 404, 429]
    assert told[-1]["Retry-After"] == "60"
    assert heading(told[-1]) == "Too many requests"
    assert client.get(address(link)).status_code == 200


def test_flood_is_stopped(client, monkeypatch):
    link = linked()
    monkeypatch.setitem(strangers.LIMITS, Limited.ANONYMOUS, Limit(1, 60))

    told = [client.get(address(link, "/barcodes.json")) for _ in range(2)]

    assert [one.status_code for one in told] == [200, 429]
    assert told[-1].json()["reason"] == "too_many"


def test_log_has_no_secret(client, caplog):
    link = linked()
    caplog.set_level("DEBUG")

    for below in BELOW.values():
        ask(client, link, below)

    # One line for each request, by the name of its route.
    assert caplog.text.count("'route': 'ticket-") == len(BELOW)
    assert link.secret not in caplog.text


def test_stranger_is_told_in_a_known_language(client):
    response = client.get(address("guessed"), headers={"Accept-Language": "de-AT, en;q=0.5"})

    assert '<html lang="de">' in response.text
    assert heading(response) == "Hier ist kein Ticket"
    assert "traveller/forgetting.js" in response.text
