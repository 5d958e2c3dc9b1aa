"""After a refusal the form is opened again by `url`: for the same mode, and a booking goes on."""

from __future__ import annotations

import pytest
from rest_framework.response import Response

from protocols.tripgo.linking.needed import CONTINUATIONS
from sales.models import ProviderLink
from tests.factories.accounts import PASSWORD
from tests.factories.moments import later
from tests.factories.providers import AccountProviderFactory
from tests.protocols.tripgo.linking.filling import (
    EMAIL,
    filled,
    only_link,
    open_form,
    tokens,
    values_in,
)
from tests.protocols.tripgo.worlds import neighbour_of

pytestmark = pytest.mark.django_db

RIGHT = {"username": EMAIL, "password": PASSWORD}
WRONG = {"username": EMAIL, "password": "wrong"}
MODE = "ps_tnc_veloride"


def go_on(_operation, facts):
    return Response({"booked": facts["of"]})


@pytest.fixture(autouse=True)
def _goes_on(monkeypatch):
    monkeypatch.setitem(CONTINUATIONS, "test", go_on)


def refused_at(app, form, **values):
    """The `url` of what is refused."""
    response = app.send("POST", form["action"]["url"], filled(form, **values))
    assert response.status_code in (460, 470)
    return response.json()["url"]


def test_booking_goes_on_after_a_wrong_password(app, booking, required, account):
    form = booking(app, after="test").json()
    for _ in range(3):
        form = app.get(refused_at(app, form, **WRONG))

    assert app.post(form["action"]["url"], filled(form, **RIGHT)) == {"booked": "seven"}


def test_booking_of_a_client_without_an_id_goes_on(stranger, booking, required, account):
    form = booking(stranger, after="test").json()
    form = stranger.get(refused_at(stranger, form, **WRONG))

    assert stranger.post(form["action"]["url"], filled(form, **RIGHT)) == {"booked": "seven"}
    assert only_link(required).account is None


def test_booking_goes_on_after_tokens_that_were_refused(app, booking, required_remote, server):
    form, gone = booking(app, after="test").json(), server.sign_in("bob")
    server.forget("bob")
    mode = values_in(form)["provider"]
    again = app.get(refused_at(app, form, **tokens(gone)))

    assert values_in(again)["provider"] == mode
    told = filled(again, **tokens(server.sign_in()))
    assert app.post(again["action"]["url"], told) == {"booked": "seven"}


def test_booking_goes_on_after_a_link_that_was_refused(app, booking, required_remote, server):
    first = open_form(app, required_remote)
    app.send("POST", first["action"]["url"], filled(first, **tokens(server.sign_in())))
    server.forget("ada")
    refused = booking(app, after="test")
    form = app.get(refused.json()["url"])

    assert refused.status_code == 460
    assert values_in(form)["provider"] == values_in(first)["provider"]
    told = filled(form, **tokens(server.sign_in()))
    assert app.post(form["action"]["url"], told) == {"booked": "seven"}


def test_mode_is_kept(app, remote, server):
    form, gone = app.get(f"auth/{remote.code}/signin", mode=MODE), server.sign_in("bob")
    server.forget("bob")

    again = app.get(refused_at(app, form, **tokens(gone)))

    assert values_in(again)["provider"] == MODE
    told = filled(again, **tokens(server.sign_in()))
    assert app.send("POST", again["action"]["url"], told).status_code == 204


def test_step_is_of_whoever_began_it(app, other, stranger, tripgo, booking, required, account):
    url = refused_at(app, booking(app, after="test").json(), **WRONG)
    outsiders = [other, stranger, stranger.having(X_TripGo_UUID="u"), neighbour_of(tripgo)]

    told = [one.refused("GET", url, code=470)["error"] for one in outsiders]

    path = f"auth/{required.code}/signin?flow="
    unknown = app.refused("GET", f"{path}nobody-has-it", code=470)["error"]
    assert told == [unknown] * len(outsiders)
    assert app.get(url)["type"] == "bookingForm"


def test_step_is_of_its_provider(app, tripgo, booking, required, account):
    url = refused_at(app, booking(app, after="test").json(), **WRONG)
    another = AccountProviderFactory(tenant=tripgo.tenant)

    elsewhere = url.replace(f"auth/{required.code}/", f"auth/{another.code}/")

    assert elsewhere != url
    app.refused("GET", elsewhere, code=470)


def test_booking_goes_on_once(app, booking, required, account):
    form = booking(app, after="test").json()
    url = refused_at(app, form, **WRONG)
    again = app.get(url)
    app.post(form["action"]["url"], filled(form, **RIGHT))

    for method, place, body in [
        ("GET", url, None),
        ("POST", again["action"]["url"], filled(again, **RIGHT)),
    ]:
        assert app.refused(method, place, body, code=470)["title"] == "Used before"
    assert ProviderLink.objects.count() == 1


def test_form_is_over_with_its_step(app, booking, required, account, clock):
    url = refused_at(app, booking(app, after="test").json(), **WRONG)
    clock.move_to(later(minutes=31))

    assert app.refused("GET", url, code=470)["title"] == "This has ended"


def test_what_goes_on_is_not_read_from_the_address(app, own, account):
    """Neither a name of what goes on nor its facts are taken from a query."""
    form = app.get(f"auth/{own.code}/signin", after="test", told="x")

    assert app.send("POST", form["action"]["url"], filled(form, **RIGHT)).status_code == 204
