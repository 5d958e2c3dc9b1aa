"""What a supplier told is shown as long as it is good, and asked for again once it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bookings.actions.supplied.locking import supplied_of
from bookings.actions.supplied.looking import read_fresh_booking, read_fresh_leg
from bookings.actions.supplied.taking_in import take_in, take_in_leg
from bookings.states import LegAct
from operators.supply.errors import SupplierBusy
from operators.supply.terms import RemoteToken
from tests.bookings.supplied.shop import TIMER, standing
from tests.factories.moments import NOW, later
from tests.factories.standin import TICKET

pytestmark = pytest.mark.django_db(transaction=True)


def ended(seconds: int) -> RemoteToken:
    """A ticket that the supplier shows, and that has ended so long ago by our clock."""
    return replace(TICKET, valid_from=later(minutes=-30), valid_until=later(seconds=-seconds))


def read_booking(shop, booking, *, at):
    [leg] = read_fresh_booking(booking.reference, channel_id=shop.opened.channel.pk, at=at).legs
    return leg


def read_leg(shop, booking, *, at):
    reference = booking.legs.get().reference
    return read_fresh_leg(reference, channel_id=shop.opened.channel.pk, at=at)


READERS = pytest.mark.parametrize("read", [read_booking, read_leg])


@READERS
def test_ticket_of_a_supplier_whose_clock_is_behind_is_shown(shop, there, read):
    there.ticket = ended(20)
    booking = shop.sell()
    shop.move(booking, LegAct.SET_IN_USE)

    for second in (1, 2):
        there.asked.clear()
        found = read(shop, booking, at=later(seconds=second))

        assert (found.state, found.ticket) == ("IN_USE", there.ticket)
        assert there.asked == [read.__name__]


@READERS
def test_ticket_that_was_told_for_this_very_moment_is_not_asked_for_again(shop, there, read):
    there.ticket = ended(20)
    booking = shop.sell()
    shop.move(booking, LegAct.SET_IN_USE)
    there.asked.clear()

    assert read(shop, booking, at=NOW).ticket == there.ticket
    assert there.asked == []


@READERS
def test_ticket_that_ended_before_is_not_shown_while_its_supplier_is_silent(shop, there, read):
    there.ticket = ended(20)
    booking = shop.sell()
    shop.move(booking, LegAct.SET_IN_USE)
    there.fails(read.__name__)

    with pytest.raises(SupplierBusy):
        read(shop, booking, at=later(seconds=1))


@READERS
def test_ticket_that_is_over_by_every_clock_is_not_shown(shop, there, read):
    there.ticket = ended(120)
    booking = shop.sell()
    shop.move(booking, LegAct.SET_IN_USE)

    assert read(shop, booking, at=later(seconds=1)).ticket is None


@READERS
def test_answer_from_before_the_use_takes_no_ticket_away(shop, there, read):
    booking = shop.sell()
    before = there.read("there")
    shop.move(booking, LegAct.SET_IN_USE, at=later(seconds=1))

    if read is read_leg:
        take_in_leg(supplied_of(booking), before.legs[0], by=TIMER, at=NOW)
    else:
        take_in(supplied_of(booking), before, by=TIMER, at=NOW)

    found = read(shop, booking, at=later(seconds=2))
    assert (found.ticket, found.facts.state) == (TICKET, "IN_USE")
    assert standing(booking) == ("STARTED", "IN_USE", "")
    assert there.asked[-1] == "move_leg"
