"""Opening cases: what is kept, when the asker hears of us, and what is asked already."""

from __future__ import annotations

import pytest

from operators.tenancy.actors import Actor
from support.actions.opening import open_case, update_case
from support.actions.working import ask_for_update, cancel_case, resolve_case
from support.errors import NothingAskedAbout
from support.models import SupportCase
from support.states import PRIORITY_OF_KIND, RESPONSE_MINUTES, CaseKind, CasePriority
from tests.factories.bookings import BookingFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import open_rental_shop
from tests.factories.support import asset_case, case, facts, ticket_case

pytestmark = pytest.mark.django_db

STAFF = Actor.staff("ann")


def names(one):
    return list(one.events.order_by("id").values_list("name", flat=True))


def test_case_keeps_what_the_asker_tells():
    booking = BookingFactory()

    one = case(
        booking,
        text=" Coffee on the seats. ",
        occurred_at=later(minutes=-5),
        priority=CasePriority.QUESTION,
        place="Harbour",
        position=(4.4777, 51.9244),
        evidence=("https://a.example/1.jpg",),
    )

    assert (one.tenant, one.booking, one.state) == (booking.tenant, booking, "PROCESSING")
    assert (one.kind, one.priority, one.text) == ("NOT_CLEAN", "QUESTION", "Coffee on the seats.")
    assert (one.occurred_at, one.opened_at, one.opened_by) == (later(minutes=-5), NOW, str(BY))
    assert (one.place, one.longitude, one.latitude) == ("Harbour", 4.4777, 51.9244)
    assert (one.contact, one.evidence) == ("+31201234567", ["https://a.example/1.jpg"])
    assert len(one.code) == 8
    [event] = one.events.all()
    assert (event.name, event.details, event.happened_at) == (
        "OPENED",
        {"state": "PROCESSING"},
        NOW,
    )
    assert not one.messages.exists()


def test_every_kind_has_a_priority_and_every_priority_a_time():
    assert set(PRIORITY_OF_KIND) == set(CaseKind)
    assert set(RESPONSE_MINUTES) == set(CasePriority)


@pytest.mark.parametrize(
    ("told", "minutes"),
    [
        ({"kind": CaseKind.ACCIDENT}, 15),
        ({"kind": CaseKind.NOT_CLEAN}, 240),
        ({"priority": CasePriority.CAN_CONTINUE}, 60),
        ({"priority": CasePriority.CAN_CONTINUE, "response_minutes": 5}, 5),
    ],
)
def test_case_is_due_by_request_else_priority_else_kind(told, minutes):
    one = case(**told)

    assert (one.response_minutes, one.due_at) == (minutes, later(minutes=minutes))
    assert not one.is_overdue(later(minutes=minutes, seconds=-1))
    assert one.is_overdue(later(minutes=minutes))


def test_case_may_be_over_a_ticket_or_a_vehicle_alone():
    over_ticket, over_vehicle = ticket_case(), asset_case()

    assert over_ticket.tenant == over_ticket.ticket.tenant
    assert over_vehicle.tenant == over_vehicle.asset.tenant


def test_case_over_a_rental_names_its_vehicle():
    rental = open_rental_shop().book()

    one = case(rental.leg.booking)

    assert (one.asset, case(rental.leg.booking)) == (rental.asset, one)


def test_case_over_nothing_is_refused():
    with pytest.raises(NothingAskedAbout):
        open_case(None, facts(), by=BY, at=NOW)


@pytest.mark.parametrize("make", [case, ticket_case, asset_case])
def test_same_question_is_the_case_that_is_open(make):
    first = make()
    subject = {"ticket": first.ticket, "asset": first.asset}

    again = open_case(first.booking, facts(**subject), by=BY, at=later(minutes=3))

    assert again == first
    assert names(first) == ["OPENED"]
    assert SupportCase.objects.count() == 1


@pytest.mark.parametrize(
    "more", [{"text": "Mud on the floor."}, {"kind": CaseKind.OTHER}, {"text": ""}]
)
def test_other_question_is_another_case(more):
    first = case()

    assert case(first.booking, **more) != first


def test_same_question_about_another_booking_is_another_case():
    assert case() != case()


def test_question_of_a_case_that_is_closed_is_asked_anew():
    first = resolve_case(case(), by=STAFF, at=NOW)

    assert case(first.booking, at=later(minutes=5)) != first


@pytest.mark.parametrize("close", [resolve_case, cancel_case])
def test_request_that_comes_again_with_its_time_is_not_asked_anew(close):
    told = {"occurred_at": later(minutes=-2)}
    first = close(case(**told), by=STAFF, at=NOW)

    assert case(first.booking, at=later(minutes=5), **told) == first
    assert names(first)[1:] in (["RESOLVED"], ["CANCELLED"])


def test_other_words_of_the_partner_are_the_update_that_was_asked_for():
    first = ask_for_update(case(), text="Which seat?", by=STAFF, at=later(minutes=10))

    updated = case(first.booking, text="Seat 12.", at=later(minutes=20))

    assert updated == first
    assert (updated.state, updated.due_at) == ("PROCESSING", later(minutes=260))
    last = first.messages.latest("id")
    assert (last.kind, last.text, last.actor) == ("FROM_ASKER", "Seat 12.", str(BY))
    assert names(first) == ["OPENED", "UPDATE_ASKED", "UPDATED"]


def test_update_that_is_sent_twice_is_kept_once():
    first = ask_for_update(case(), text="Which seat?", by=STAFF, at=NOW)
    case(first.booking, text="Seat 12.", at=later(minutes=1))

    again = case(first.booking, text="Seat 12.", at=later(minutes=2))

    assert again == first
    assert names(first).count("UPDATED") == 1


def test_first_question_sent_again_is_no_update():
    first = ask_for_update(case(), text="Which seat?", by=STAFF, at=NOW)

    assert case(first.booking).state == "UPDATE_REQUESTED"


def test_other_kind_of_question_is_no_update():
    first = ask_for_update(case(), text="Which seat?", by=STAFF, at=NOW)

    assert case(first.booking, kind=CaseKind.ACCIDENT, text="A fall.") != first


@pytest.mark.parametrize("told", [{"text": ""}, {"text": "Seat 12.", "by": STAFF}])
def test_silence_and_words_of_staff_are_no_update(told):
    first = ask_for_update(case(), text="Which seat?", by=STAFF, at=NOW)

    assert case(first.booking, **told) != first


def test_update_of_a_case_that_is_ours_leaves_its_time():
    first = case()

    updated = update_case(first, text="It smells as well.", by=STAFF, at=later(minutes=30))

    assert (updated.state, updated.due_at) == ("PROCESSING", first.due_at)
    assert names(first) == ["OPENED", "UPDATED"]
