"""What another tenant, another channel or another traveller owns is not there: by table, for every
path."""

from __future__ import annotations

import pytest

from protocols.tripgo.formflow.fields import PRODUCT, QUOTE
from protocols.tripgo.urls import OPERATIONS, operations
from tests.factories.providers import AccountProviderFactory
from tests.protocols.tripgo.bought import buy, hold
from tests.protocols.tripgo.client import App
from tests.protocols.tripgo.kept import bus_segment, keep
from tests.protocols.tripgo.worlds import TripGoWorld, another_traveller, neighbour_of, open_tripgo
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

# Each method of each path: what is sent with the id of somebody else, or why there is no id.
OWN = "lists what is the caller's own, which is looked at below"
NO_ID = "names nothing that is owned"
ELSEWHERE = "looked at with the linking of accounts"
TABLE = {
    ("POST", "regions.json"): NO_ID,
    ("GET", "routing.json"): NO_ID,
    ("POST", "routing.json"): NO_ID,
    ("GET", "trip/{trip}"): "trip",
    ("GET", "trip/update/{trip}"): "trip",
    ("GET", "booking/v1/{trip}/{segment}/quick"): "trip",
    ("GET", "booking/v1/{trip}/{segment}/quick/{service}"): "trip",
    ("POST", "booking/v1/{trip}/{segment}/quick/{service}"): "trip",
    ("GET", "booking/v1/{trip}/{segment}/update/{service}"): "trip",
    ("GET", "booking/v1/{trip}/all/quick"): "trip",
    ("GET", "booking/v1/{trip}/all/quick/all"): "trip",
    ("POST", "booking/v1/{trip}/all/quick/all"): "trip",
    ("GET", "booking/{trip}/{segment}/info"): "trip",
    ("POST", "booking/v1/{trip}/{segment}/book"): "trip",
    ("POST", "booking/v1/{trip}/{segment}/book/{step}"): "trip",
    ("GET", "booking/v1/{trip}/{segment}/details/{quote}"): "trip",
    ("POST", "booking/v1/{trip}/{segment}/payment"): "trip",
    ("POST", "booking/v1/{trip}/{segment}/confirm"): "trip",
    ("GET", "booking"): OWN,
    ("GET", "booking/valid/count"): OWN,
    ("GET", "booking/v2"): OWN,
    ("GET", "booking/v2/summary"): OWN,
    ("GET", "booking/v2/active"): OWN,
    ("GET", "booking/v2/{booking}"): "booking",
    ("PUT", "booking/v2/{booking}"): "booking",
    ("DELETE", "booking/v2/{booking}"): "booking",
    ("POST", "booking/v2/{booking}/receipt"): "booking",
    ("DELETE", "booking/v2/{booking}/receipt/{receipt}"): "booking",
    ("GET", "booking/v1/{booking}/status"): "booking",
    ("GET", "booking/v1/{booking}/update"): "booking",
    ("GET", "booking/v1/{booking}/cancel"): "booking",
    ("POST", "booking/v1/{booking}/cancel"): "booking",
    ("GET", "booking/v1/{booking}/rate"): "booking",
    ("POST", "booking/v1/{booking}/rate"): "booking",
    ("GET", "booking/v1/{booking}/lock"): "booking",
    ("POST", "booking/v1/{booking}/lock"): "booking",
    ("GET", "booking/v1/{booking}/unlock"): "booking",
    ("POST", "booking/v1/{booking}/unlock"): "booking",
    ("GET", "booking/v1/{booking}/end"): "booking",
    ("POST", "booking/v1/{booking}/end"): "booking",
    ("GET", "payment/booking/{purchase}/pay"): "purchase",
    ("GET", "payment/booking/{purchase}/confirm"): "purchase",
    ("POST", "payment/booking/{purchase}/confirm"): "purchase",
    ("GET", "payment/booking/{purchase}/payment"): "purchase",
    ("POST", "payment/booking/{purchase}/payment"): "purchase",
    ("GET", "payment/booking/paid/{intent}"): "looked at with paying by card",
    ("POST", "payment/booking/paid/{intent}"): "looked at with paying by card",
    ("GET", "ticket"): OWN,
    ("GET", "ticket/active"): OWN,
    ("GET", "ticket/{ticket}"): "ticket",
    ("POST", "ticket/{ticket}"): "ticket",
    ("POST", "account/signup"): NO_ID,
    ("POST", "account/login"): NO_ID,
    ("POST", "account/logout"): NO_ID,
    ("GET", "data/user"): OWN,
    ("POST", "data/user/auth/auth0/{token}"): ELSEWHERE,
    ("GET", "auth/{region}"): OWN,
    ("GET", "auth/{provider}/signin"): "provider",
    ("GET", "auth/{provider}/logout"): "provider",
    ("POST", "auth/signin/{flow}"): ELSEWHERE,
}
IDS = {
    "trip": ("neighbour", "tenant"),
    "booking": ("neighbour", "tenant", "traveller"),
    "purchase": ("neighbour", "tenant", "traveller"),
    "ticket": ("neighbour", "tenant", "traveller"),
    "provider": ("tenant",),
}
"""To whom what is named so is not there. A trip belongs to nobody, and providers to the tenant."""
WITH_IDS = [
    pytest.param(method, address, kind, who, id=f"{method} {address} {who}")
    for (method, address), kind in TABLE.items()
    for who in IDS.get(kind, ())
]
UNKNOWN = {
    "trip": "6f1c9a52-8f0e-4d0b-9a4e-3a8f5b1f2c11",
    "booking": "nobody-has-it",
    "purchase": "nobody-has-it",
    "ticket": "6f1c9a52-8f0e-4d0b-9a4e-3a8f5b1f2c11",
    "provider": "nobody-has-it",
}


@pytest.fixture(scope="module")
def outsiders(tripgo: TripGoWorld, tmp_path_factory: pytest.TempPathFactory) -> dict[str, App]:
    """Another channel, another tenant with all the same, and another traveller at the same app."""
    return {
        "neighbour": neighbour_of(tripgo),
        "tenant": open_tripgo(tmp_path_factory.mktemp("feed")).app(),
        "traveller": another_traveller(tripgo),
    }


@pytest.fixture(scope="module")
def ids(tripgo: TripGoWorld) -> dict[str, str]:
    """Something of each kind that could leak."""
    segment = bus_segment(tripgo)
    [booking] = buy(tripgo, keep(tripgo, segment), segment)
    trip = keep(tripgo, segment)
    [held] = hold(tripgo, trip, segment)
    purchase = held.purchase_part.purchase.reference
    return {
        "trip": str(trip.reference),
        "segment": segment.id,
        "service": tripgo.shop.product.code,
        "booking": booking.reference,
        "purchase": purchase,
        "ticket": str(Ticket.objects.get(tenant=tripgo.tenant).pk),
        "provider": AccountProviderFactory(tenant=tripgo.tenant).code,
        "receipt": "1",
        "step": tripgo.shop.product.code,
        "quote": purchase,
    }


def test_table_is_the_urlconf():
    methods = {
        (method.upper(), address)
        for address, view in OPERATIONS.items()
        for method in ("get", "post", "put", "patch", "delete")
        if hasattr(view, method)
    }

    assert set(TABLE) == methods
    assert [pattern.callback.view_class for pattern in operations] == list(OPERATIONS.values())


@pytest.mark.parametrize(("method", "address", "kind", "who"), WITH_IDS)
def test_id_of_somebody_else_is_not_there(app, outsiders, ids, method, address, kind, who):
    def send(sender: App, **others: str):
        fields = [{"id": QUOTE, "value": ids["quote"]}, {"id": PRODUCT, "value": ids["service"]}]
        body = None if method in ("GET", "DELETE") else {"input": fields}
        return sender.send(method, address.format(**{**ids, **others}), body)

    unknown = send(outsiders[who], **{kind: UNKNOWN[kind]})
    refused, answered = send(outsiders[who]), send(app)

    assert refused.status_code == unknown.status_code == 404
    assert refused.json()["errorCode"] == unknown.json()["errorCode"]
    assert answered.status_code != 404, answered.content


@pytest.mark.parametrize("who", ["neighbour", "tenant", "traveller"])
def test_lists_hold_what_is_the_travellers_own(app, outsiders, ids, who):
    for sender, count in ((outsiders[who], 0), (app, 1)):
        assert sender.get("booking")["count"] == count
        assert sender.get("booking/v2")["count"] == count
        assert len(sender.get("ticket")) == count


def test_trip_that_is_shared_does_not_tell_whose_booking_it_has(app, outsiders, tripgo):
    segment = bus_segment(tripgo)
    trip = keep(tripgo, segment)
    buy(tripgo, trip, segment)

    def booking(sender: App):
        [told] = sender.get(f"trip/{trip.reference}")["groups"][0]["trips"][0]["segments"]
        return told["booking"]

    assert "confirmation" in booking(app)
    assert "confirmation" not in booking(outsiders["traveller"])
