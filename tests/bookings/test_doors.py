import pytest

from bookings.actions.doors import (
    DOORS,
    cancel_any,
    commit_any,
    expire_any,
    extend_any,
    hold_offer,
    move_leg,
)
from bookings.actions.journey_door import ACTS, REFUSED
from bookings.errors import ActNotSupported
from bookings.finding import (
    BOOKING_READERS,
    LEG_READERS,
    LIST_READERS,
    read_any_booking,
    read_any_bookings,
    read_any_leg,
)
from bookings.models import Booking, Leg
from bookings.states import BookingKind, BookingState, LegAct, LegState, Origin
from bookings.terms import Ending, HoldWish, LegTold, Place
from operators.tenancy.actors import Actor
from sales.errors import OfferUnknown
from sales.orders.customers import CustomerFacts
from tests.bookings.standing import states_of
from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.rentals import open_rental_shop
from tests.factories.sales import SalesChannelFactory
from tests.factories.scenarios import LATER, open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db

TOLD = LegTold(time=NOW)
PARTNER = Actor.partner("app")


@standing
def shop():
    return open_shop(LATER)


@standing
def rental():
    return open_rental_shop().book()


def test_every_kind_has_its_door_and_its_readers():
    assert set(DOORS) == set(LEG_READERS) == set(BOOKING_READERS) == set(BookingKind)
    assert set(LIST_READERS) == set(BookingKind)
    assert [door.kind for door in DOORS.values()] == list(DOORS)


def test_journeys_say_of_every_act_whether_they_do_it():
    assert ACTS.keys() | REFUSED.keys() == set(LegAct)
    assert ACTS.keys().isdisjoint(REFUSED)


def test_offer_is_held_with_what_the_partner_told(shop):
    wish = HoldWish(
        customer=CustomerFacts("anna-1"),
        symbology="QR",
        media="image/svg+xml",
        callback_address="https://partner.example/tomp",
    )

    booking = hold_offer(shop.offer().reference, channel=shop.channel, wish=wish, by=BY, at=NOW)

    assert states_of(booking) == (BookingState.PENDING, [LegState.PREPARING])
    assert (booking.customer.external_id, booking.media) == ("anna-1", "image/svg+xml")
    assert booking.callback_address == "https://partner.example/tomp"


def test_offer_of_another_channel_is_unknown(shop):
    with pytest.raises(OfferUnknown):
        hold_offer(
            shop.offer().reference, channel=SalesChannelFactory(), wish=HoldWish(), by=BY, at=NOW
        )


def test_journey_is_led_through_the_doors(shop):
    booking = shop.hold()

    booking = extend_any(booking, reason="OTHER", by=BY, at=later(minutes=1))
    booking = commit_any(booking, by=BY, at=later(minutes=2))
    leg = booking.legs.get()
    states = [
        move_leg(leg, act, TOLD, by=BY, at=later(minutes=3)).state
        for act in (LegAct.PREPARE, LegAct.SET_IN_USE, LegAct.FINISH)
    ]

    assert states == [LegState.PREPARING, LegState.IN_USE, LegState.FINISHED]
    assert states_of(booking) == (BookingState.FINISHED, [LegState.FINISHED])


def test_hold_lapses_through_the_door(shop):
    assert expire_any(shop.hold(), by=BY, at=NOW).state == BookingState.EXPIRED


@pytest.mark.parametrize("act", REFUSED)
def test_journey_refuses_what_it_does_not_do(shop, act):
    leg = shop.sell().legs.get()

    with pytest.raises(ActNotSupported, match=REFUSED[act]) as refusal:
        move_leg(leg, act, TOLD, by=BY, at=NOW)

    assert (refusal.value.act, refusal.value.kind) == (act, BookingKind.JOURNEY)
    assert states_of(leg.booking) == (BookingState.CONFIRMED, [LegState.PREPARING])


@pytest.mark.parametrize(
    ("by", "told", "origin"),
    [
        (PARTNER, None, Origin.MP),
        (PARTNER, Origin.END_USER, Origin.END_USER),
        (Actor.staff("clerk"), None, Origin.TO),
        (Actor.timer("sweep"), Origin.OTHER, Origin.OTHER),
    ],
)
def test_cancellation_says_on_whose_wish(shop, by, told, origin):
    booking = cancel_any(shop.sell(), by=by, at=NOW, origin=told)

    assert booking.state == BookingState.CANCELLED
    assert booking.events.get(name="CANCELLED").details == {"origin": origin}


def test_leg_is_cancelled_with_its_booking(shop):
    booking = shop.sell()

    leg = move_leg(booking.legs.get(), LegAct.CANCEL, TOLD, by=PARTNER, at=NOW)

    assert leg.state == LegState.CANCELLED
    assert states_of(booking)[0] == BookingState.CANCELLED


def test_what_is_told_of_a_leg_holds_what_matters_at_its_end():
    told = LegTold(place=Place(13.4, 52.5), charge=80.0, evidence=("https://a.example/1.jpg",))

    assert told.ending() == Ending(Place(13.4, 52.5), 80.0, ("https://a.example/1.jpg",))


def test_journeys_are_found_in_one_statement(shop):
    booking = shop.hold()
    leg = booking.legs.get()

    with counted() as count:
        found = read_any_leg(leg.reference, channel_id=shop.channel.pk, at=NOW)
        whole = read_any_booking(booking.reference, channel_id=shop.channel.pk, at=NOW)

    assert (found.leg, whole.booking) == (leg, booking)
    assert count.statements == 2


def test_rentals_are_found_by_the_same_door(rental):
    leg = rental.leg
    channel_id = leg.booking.channel_id

    assert read_any_leg(leg.reference, channel_id=channel_id, at=NOW).leg == leg
    found = read_any_booking(leg.booking.reference, channel_id=channel_id, at=NOW)
    assert found.booking == leg.booking


def test_what_another_channel_sold_is_not_found(shop, rental):
    for leg in (shop.hold().legs.get(), rental.leg):
        with pytest.raises(Leg.DoesNotExist):
            read_any_leg(leg.reference, channel_id=SalesChannelFactory().pk, at=NOW)
        with pytest.raises(Booking.DoesNotExist):
            read_any_booking(leg.booking.reference, channel_id=SalesChannelFactory().pk, at=NOW)


def test_bookings_of_all_kinds_are_read_in_their_order(shop, rental):
    first, last = shop.hold(), shop.sell()
    mixed = [last, rental.leg.booking, first]

    found = read_any_bookings(mixed, at=NOW)

    assert [reading.booking for reading in found] == mixed
