"""Two at once, on real connections."""

from __future__ import annotations

from functools import partial

import pytest
from django_fsm import TransitionNotAllowed

from operators.tenancy.actors import Actor
from support.actions.opening import open_case
from support.actions.working import ask_for_update, cancel_case, resolve_case
from support.models import CaseEvent, SupportCase
from tests.factories.bookings import BookingFactory
from tests.factories.fleet import AssetFactory
from tests.factories.moments import BY, NOW
from tests.factories.support import case, facts
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)

STAFF = Actor.staff("ann")


def test_same_request_ten_times_at_once_is_one_case():
    booking = BookingFactory()

    opened = race(*[partial(open_case, booking, facts(), by=BY, at=NOW)] * 10)

    [one] = SupportCase.objects.all()
    assert opened == [one] * 10
    assert CaseEvent.objects.count() == 1


def test_same_question_about_a_vehicle_at_once_is_one_case():
    asked = facts(asset=AssetFactory())

    opened = race(*[partial(open_case, None, asked, by=BY, at=NOW)] * 5)

    assert opened == [SupportCase.objects.get()] * 5


def test_update_and_resolution_at_once_lose_nothing():
    for _ in range(4):
        one = ask_for_update(case(), text="Which seat?", by=STAFF, at=NOW)

        told, resolved = race(
            partial(open_case, one.booking, facts(text="Seat 12."), by=BY, at=NOW),
            partial(resolve_case, one, by=STAFF, at=NOW),
        )

        # The words came to the case while it was open, or opened one of their own.
        assert resolved.state == "RESOLVED"
        kept = one.messages.filter(text="Seat 12.").exists()
        assert (told == one, told != one) == (kept, not kept)


def test_case_is_closed_once():
    one = case()

    outcomes = race(
        partial(resolve_case, one, by=STAFF, at=NOW), partial(cancel_case, one, by=STAFF, at=NOW)
    )

    assert sum(isinstance(outcome, TransitionNotAllowed) for outcome in outcomes) == 1
    assert one.events.filter(name__in=["RESOLVED", "CANCELLED"]).count() == 1
