"""Travellers, contact, the client's own words, and notes."""

from uuid import uuid4

import pytest
from django.db import transaction

from sales.orders.actions import (
    add_note,
    add_travellers,
    cancel_lines,
    cancel_order,
    remove_travellers,
    reserve_offers,
    update_contact,
    update_lines,
)
from sales.orders.actions.details import LineDetails
from sales.orders.errors import (
    KeptByBooking,
    LineUnknown,
    OrderChanged,
    OrderClosed,
    TravellerBooked,
    TravellerUnknown,
)
from sales.orders.states import NoteType, OrderState
from sales.orders.terms import Contact, TravellerFacts
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import (
    DraftFactory,
    choose,
    draft,
    lines_of,
    references,
    settle,
    sold,
    stored,
)
from tests.factories.sales import OrderFactory
from tests.factories.scenarios import open_shop
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]

KARI = TravellerFacts("a", "Kari", 35, "kari@example.com", "+47 1")


@standing
def order():
    return DraftFactory()


def travellers(order, *facts):
    return add_travellers(order, facts or [KARI], by=BY, at=NOW)


def remove(order, *references):
    return remove_travellers(order, travellers=references, by=BY, at=NOW)


def test_travellers_are_added_with_all_that_is_told(order):
    made = travellers(order, KARI, TravellerFacts())

    first, second = order.travellers.order_by("pk")
    assert [first, second] == made
    assert (first.external_reference, first.name, first.age) == ("a", "Kari", 35)
    assert (first.email, first.phone) == ("kari@example.com", "+47 1")
    assert (second.name, second.age, second.added_in_version) == ("", None, 1)
    assert str(first) == "Kari"
    assert str(second) == str(second.reference)


def test_traveller_on_a_sold_order_makes_the_next_version():
    order = sold(open_shop())

    [made] = travellers(order)

    assert (stored(order).state, stored(order).version) == (OrderState.DRAFT, 2)
    assert made.added_in_version == 2
    settle(order)


def test_traveller_who_was_removed_stays_in_the_history(order):
    [made] = travellers(order)

    remove(order, made.reference)

    assert order.travellers.get().removed_in_version == 1
    with pytest.raises(TravellerUnknown):
        remove(order, made.reference)


def test_traveller_of_a_line_is_not_removed():
    shop = open_shop()
    order = draft(shop, travellers=[KARI])
    kari = order.travellers.get().reference
    [line] = reserve_offers(order, [choose(shop, travellers=(kari,))], by=BY, at=NOW)

    with pytest.raises(TravellerBooked), transaction.atomic():
        remove(order, kari)
    cancel_lines(order, lines=[line.reference], by=BY, at=NOW)
    remove(order, kari)


def test_contact_holds_at_once_and_makes_no_version():
    order = sold(open_shop(), contact=Contact("Kari", "kari@example.com"))

    update_contact(
        order, contact=Contact("Ola"), external_reference="cart", created_by="desk", by=BY, at=NOW
    )

    found = stored(order)
    assert (found.contact_name, found.contact_email) == ("Ola", "")
    assert (found.external_reference, found.created_by) == ("cart", "desk")
    assert (found.state, found.version) == (OrderState.CONFIRMED, 1)
    assert found.revision == order.revision + 1
    assert order.events.last().details["columns"] == [
        "contact_email",
        "contact_name",
        "contact_phone",
        "created_by",
        "external_reference",
    ]


def test_contact_may_change_while_money_is_moving(order):
    order.locked_until = later(minutes=15)
    order.contact_name = "Kari"
    order.save()

    update_contact(order, external_reference="cart", by=BY, at=NOW)

    assert (stored(order).external_reference, stored(order).contact_name) == ("cart", "Kari")


def test_lines_get_the_words_of_the_client(order):
    [line] = references(order)

    [changed] = update_lines(order, [LineDetails(line, "A", {"seat": 4})], by=BY, at=NOW)
    update_lines(order, [LineDetails(line)], by=BY, at=NOW)

    [found] = lines_of(order)
    assert found == changed
    assert (found.external_reference, found.metadata) == ("A", {"seat": 4})
    with pytest.raises(LineUnknown):
        update_lines(order, [LineDetails(uuid4())], by=BY, at=NOW)


def test_details_of_a_cancelled_order_stay_as_they_were(order):
    cancel_order(order, by=BY, at=NOW)

    with pytest.raises(OrderClosed), transaction.atomic():
        update_contact(order, created_by="desk", by=BY, at=NOW)
    with pytest.raises(OrderClosed), transaction.atomic():
        update_lines(order, [], by=BY, at=NOW)


@pytest.mark.parametrize(
    ("act", "value"),
    [
        (update_lines, {"details": []}),
        (update_contact, {}),
        (add_travellers, {"travellers": []}),
        (remove_travellers, {"travellers": []}),
    ],
)
def test_details_are_changed_by_whoever_keeps_the_order_and_has_read_it(order, act, value):
    with pytest.raises(OrderChanged), transaction.atomic():
        act(order, **value, expected_revision=7, by=BY, at=NOW)
    with pytest.raises(KeptByBooking), transaction.atomic():
        act(OrderFactory(), **value, by=BY, at=NOW)


def test_note_is_written_on_a_line_and_stays_with_the_order(order):
    [line] = references(order)

    note = add_note(order, "No valid ticket", type=NoteType.PENALTY_FARE, line=line, by=BY, at=NOW)

    found = order.notes.get()
    assert found == note
    assert (found.type, found.text, found.line_reference) == (
        "PENALTY_FARE",
        "No valid ticket",
        line,
    )
    assert (found.written_by, found.written_at) == (str(BY), NOW)
    assert (str(found), stored(order).revision) == (f"PENALTY_FARE on {order}", order.revision)
    assert order.events.last().name == "NOTE_ADDED"


def test_note_is_written_on_an_order_of_a_booking_too():
    note = add_note(OrderFactory(), "Called twice", by=BY, at=NOW)

    assert (note.type, note.line_reference) == ("GENERAL", None)


def test_note_on_a_line_that_is_not_there_is_refused(order):
    with pytest.raises(LineUnknown):
        add_note(order, "Where?", line=uuid4(), by=BY, at=NOW)
