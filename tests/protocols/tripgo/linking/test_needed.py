"""What a booking answers where an account has to be linked first."""

from __future__ import annotations

import pytest
from rest_framework.response import Response

from protocols.tripgo.linking import needed
from protocols.tripgo.linking.needed import continue_with
from sales.accounts.actions.passwords import change_password
from sales.models import ProviderLink
from tests.factories.accounts import PASSWORD
from tests.factories.moments import BY, later
from tests.factories.providers import AccountProviderFactory
from tests.protocols.tripgo.client import App
from tests.protocols.tripgo.linking.filling import (
    EMAIL,
    filled,
    link_by_password,
    only_link,
    open_form,
    tokens,
)
from tests.protocols.tripgo.linking.needing import Book, Pay

pytestmark = pytest.mark.django_db

RIGHT = {"username": EMAIL, "password": PASSWORD}


@pytest.fixture
def continuations(monkeypatch):
    """Those of this test alone."""
    monkeypatch.setattr(needed, "CONTINUATIONS", dict(needed.CONTINUATIONS))
    return needed.CONTINUATIONS


def test_product_that_needs_no_account_is_booked(app, booking, own, remote):
    assert booking(app).json() == {"booked": True}
    assert booking(app, Pay).json() == {"paid": True}


def test_missing_link_is_answered_with_its_form(app, booking, required, account):
    form = booking(app).json()

    assert (form["type"], form["value"]) == ("bookingForm", required.code)
    response = app.send("POST", form["action"]["url"], filled(form, **RIGHT))
    assert response.status_code == 204
    assert booking(app).json() == {"booked": True}


def test_provider_elsewhere_answers_with_an_auth_form(app, booking, required_remote):
    assert booking(app).json()["type"] == "authForm"
    assert booking(app).json()["form"][0]["fields"]


def test_what_can_answer_with_no_form_is_446(app, booking, required):
    response = booking(app, Pay)

    told = response.json()
    assert (response.status_code, told["errorCode"]) == (446, 446)
    assert (told["recovery"], told["recoveryTitle"]) == ("RETRY", "Connect")
    assert told["error"] == "Connect your account at Coast Lines first."
    assert app.get(told["url"])["type"] == "bookingForm"


def test_booking_goes_on_after_linking(app, booking, required, account, continuations, monkeypatch):
    def go_on(operation, facts):
        return Response({"booked": facts["of"], "by": operation.traveller.account.reference})

    monkeypatch.setattr("protocols.tripgo.linking.views.CONTINUATIONS", continuations)
    continuations["test"] = go_on
    form = booking(app, after="test").json()

    told = app.post(form["action"]["url"], filled(form, **RIGHT))

    assert told["booked"] == "seven"
    assert only_link(required).account.reference == told["by"]


def test_continuation_that_is_gone_ends_the_form(app, booking, required, account):
    form = booking(app, after="nothing-such").json()

    told = app.post(form["action"]["url"], filled(form, **RIGHT))

    assert told["action"] == {"title": "Done", "done": True}


def test_continuations_are_registered_by_name(continuations):
    continue_with("mine", len)

    assert continuations["mine"] is len


def link_elsewhere(app: App, provider, server) -> None:
    form = open_form(app, provider)
    told = filled(form, **tokens(server.sign_in()))
    assert app.send("POST", form["action"]["url"], told).status_code == 204


def test_provider_that_revoked_the_tokens_is_460(app, booking, required_remote, server):
    link_elsewhere(app, required_remote, server)
    assert booking(app).json() == {"booked": True}
    server.forget("ada")

    for operation in (Book, Pay):
        response = booking(app, operation)
        told = response.json()
        assert (response.status_code, told["errorCode"]) == (460, 460)
        assert told["usererror"] is True
        assert "Connect it again" in told["error"]
        assert app.get(told["url"])["type"] == "authForm"
    link = ProviderLink.objects.get()
    assert link.rejected_at is not None
    assert link.sealed_credentials == ""


def test_rejected_link_is_made_again(app, booking, required_remote, server):
    link_elsewhere(app, required_remote, server)
    server.forget("ada")
    url = booking(app).json()["url"]
    form = app.get(url)

    app.send("POST", form["action"]["url"], filled(form, **tokens(server.sign_in())))

    assert booking(app).json() == {"booked": True}


def test_tokens_that_end_are_renewed_on_the_way(app, booking, required_remote, server, clock):
    link_elsewhere(app, required_remote, server)
    before = only_link(required_remote).sealed_credentials
    clock.move_to(later(hours=2))

    assert booking(app).json() == {"booked": True}
    assert only_link(required_remote).sealed_credentials != before


def test_provider_that_does_not_answer_is_491(app, booking, required_remote, server):
    link_elsewhere(app, required_remote, server)
    server.instead = (503, {})

    response = booking(app)

    assert (response.status_code, response.json()["errorCode"]) == (491, 491)


def test_link_of_another_traveller_does_not_serve(app, other, booking, required, account):
    link_by_password(other, required)

    assert "form" in booking(app).json()


def test_client_that_linked_for_its_session_is_served(stranger, booking, required, account, clock):
    client = stranger.having(X_TripGo_UUID="u-1")
    link_by_password(client, required)

    assert booking(client).json() == {"booked": True}
    clock.move_to(later(hours=25))
    assert "form" in booking(client).json()


def test_password_that_was_changed_ends_the_link(app, booking, required, account):
    link_by_password(app, required)
    change_password(account, "five blue horses", by=BY, at=later(minutes=1))

    assert booking(app).status_code == 460


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_products(
    app, booking, tripgo, own, count, django_assert_num_queries
):
    AccountProviderFactory(tenant=tripgo.tenant, is_required=True)
    products = [tripgo.shop.product, tripgo.taxis.product, tripgo.rentals.product][:count]
    booking(app, products=products)
    with django_assert_num_queries(4):
        assert booking(app, products=products).json() == {"booked": True}
