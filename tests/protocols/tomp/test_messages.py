"""Notifications and subscriptions: what is told about a booking, and to whom."""

from __future__ import annotations

import pytest

from bookings.actions.messages import send_message
from bookings.models import Booking, Subscription
from bookings.states import MessageKind
from protocols.tomp.v1_1.words import MESSAGE_KIND, ORIGIN
from tests.factories.moments import BY, NOW
from tests.factories.moments import later as from_now
from tests.protocols.tomp.described import read_description
from tests.protocols.tomp.partner import Partner
from tests.protocols.tomp.published import MISSING, read_published
from tests.protocols.tomp.test_queries import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(later) -> Partner:
    return Partner(later)


@pytest.fixture
def booking(partner):
    return partner.commit()


def stored(booking):
    return Booking.objects.get(reference=booking["id"])


def call(partner, method, path, body=None, status=204):
    """What is answered, held against the published file and our own description."""
    response = partner.send(method, path, body)
    assert response.status_code == status, response.content
    read_description().check(method, f"/tomp{path}", response)
    published = read_published("1.1.0")
    if published:
        published.check(method, path, response)
    return response


def listed(partner, booking):
    return call(partner, "GET", f"/bookings/{booking['id']}/notifications", status=200).json()


def test_messages_of_both_sides_are_listed_oldest_first(partner, booking, clock):
    assert listed(partner, booking) == []
    note = {"type": "USER_NO_SHOW", "comment": "He is not here."}
    answer = call(partner, "POST", f"/bookings/{booking['id']}/notifications", note)
    assert answer.content == b""
    send_message(
        stored(booking), kind=MessageKind.ARRIVAL, minutes=7, by=BY, at=from_now(minutes=1)
    )

    assert listed(partner, booking) == [
        {**note, "time": "2026-06-01T10:00:00Z", "origin": "MP"},
        {"type": "ETA", "minutes": 7, "time": "2026-06-01T10:01:00Z", "origin": "TO"},
    ]


@pytest.mark.parametrize("word", sorted(MESSAGE_KIND.values()))
def test_every_type_is_taken_and_told_again(partner, booking, word):
    note = {"type": word, "minutes": 5, "comment": "Listen"}

    call(partner, "POST", f"/bookings/{booking['id']}/notifications", note)

    [told] = listed(partner, booking)
    assert told == {**note, "time": "2026-06-01T10:00:00Z", "origin": "MP"}


def test_types_are_the_published_ones():
    published = read_published("1.1.0")
    if published is None:
        pytest.skip(MISSING)
    notification = published.document["components"]["schemas"]["notification"]

    assert set(MESSAGE_KIND) == set(MessageKind)
    assert set(MESSAGE_KIND.values()) == set(notification["properties"]["type"]["enum"])
    assert len(ORIGIN) == 2


def test_message_that_is_sent_twice_is_told_once(partner, booking):
    for _ in range(2):
        call(partner, "POST", f"/bookings/{booking['id']}/notifications", {"type": "OTHER"})

    assert len(listed(partner, booking)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_messages_takes_three_statements(partner, booking, count):
    for minutes in range(count):
        send_message(stored(booking), kind=MessageKind.ARRIVAL, minutes=minutes, by=BY, at=NOW)

    with statements() as sent:
        found = listed(partner, booking)

    assert (len(found), len(sent)) == (count, 3)


@pytest.mark.parametrize("body", [None, {}, {"webhook": None}, {"anything": 5}])
def test_subscription_is_made_and_ended_more_than_once(partner, booking, body):
    path = f"/bookings/{booking['id']}/subscription"

    for _ in range(2):
        assert call(partner, "POST", path, body).content == b""
    assert Subscription.objects.get().address == ""

    for _ in range(2):
        call(partner, "DELETE", path)
    assert Subscription.objects.count() == 0


def test_subscription_keeps_the_address_that_is_told(partner, booking):
    path = f"/bookings/{booking['id']}/subscription"

    for address in ("https://a.example", "https://b.example:8443/tomp?key=1"):
        call(partner, "POST", path, {"webhook": address})

    assert Subscription.objects.get().address == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        5,
        "partner.example",
        "http://a.example",
        "https://",
        "https://u:p@a.example",
        "https://a.example/ b",
        "https://a.example/" + "x" * 500,
    ],
)
def test_subscription_needs_an_address_that_can_be_called(partner, booking, address):
    refusal = partner.post(f"/bookings/{booking['id']}/subscription", {"webhook": address})

    assert (refusal.status_code, refusal.json()["errorcode"]) == (400, 3002)
    assert refusal.json()["detail"].startswith("webhook: ")


@pytest.mark.parametrize("body", ["[]", "5", '"https://a.example"'])
def test_subscription_takes_an_object_or_nothing(partner, booking, body):
    refusal = partner.send("POST", f"/bookings/{booking['id']}/subscription", body)

    assert (refusal.status_code, refusal.json()["errorcode"]) == (400, 3002)
