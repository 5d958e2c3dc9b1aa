"""Commits that staff answer, over TOMP 1.6."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bookings.actions.answering import approve_booking, deny_booking
from bookings.models import Booking
from tests.factories.moments import BY, NOW
from tests.factories.moments import later as from_now
from tests.protocols.tomp.v1_6.platform import Platform, refusal_of
from tests.protocols.worlds import World
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(later: World) -> Platform:
    """A platform whose commits staff answer within an hour."""
    product = later.shop.product
    product.confirm_minutes = 60
    product.save()
    return Platform(later.secret)


def answer_due(booking) -> datetime:
    [condition] = booking["legs"][0]["conditions"]
    assert condition["conditionType"] == "conditionPostponedCommit"
    return datetime.fromisoformat(condition["ultimateResponseTime"])


def test_answer_is_due_within_the_time_of_the_option(asked, clock):
    # The last option is for tomorrow; nobody is kept waiting until after the departure.
    option = asked.plan()["options"][-1]
    held = asked.hold(option)
    clock.shift(timedelta(minutes=1))
    waiting = asked.change(held, "COMMIT")

    assert waiting["state"] == "CONDITIONAL_CONFIRMED"
    assert answer_due(waiting) == from_now(minutes=61)
    assert answer_due(waiting) <= answer_due(held) <= answer_due(option)
    assert not Ticket.objects.exists()


def test_yes_sells_and_no_rejects(asked):
    kept, lost = asked.commit(), asked.commit()

    approve_booking(Booking.objects.get(reference=kept["id"]), by=BY, at=NOW)
    deny_booking(Booking.objects.get(reference=lost["id"]), reason="Full.", by=BY, at=NOW)

    assert [asked.booking(each)["state"] for each in (kept, lost)] == ["CONFIRMED", "REJECTED"]


def test_silence_ends_the_booking(asked, clock):
    waiting = asked.commit()
    clock.shift(timedelta(minutes=60))

    assert asked.booking(waiting)["state"] == "EXPIRED"


def test_second_commit_is_refused_while_the_first_is_not_answered(asked):
    assert refusal_of(asked.operate(asked.commit(), "COMMIT")) == (403, 3004)


def test_partner_gives_up_waiting(asked):
    assert asked.change(asked.commit(), "CANCEL")["state"] == "RELEASED"
