import django_fsm as fsm
import pytest

from bookings.actions.ancillaries import add_ancillary, remove_ancillary
from bookings.actions.booking import cancel_booking
from bookings.actions.leg import start_leg
from bookings.errors import AncillaryUnknown, BookingInUse, HoldExpired
from bookings.models import LegAncillary
from bookings.queries import read_booking, read_leg
from bookings.rows import Extra
from tests.bookings.standing import events_of
from tests.counting import counted
from tests.factories.answers import ask_first, asked
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import AncillaryFactory
from tests.factories.scenarios import LATER, open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db

BICYCLE = ("AB", "01")


@standing
def shop():
    shop = open_shop(LATER)
    AncillaryFactory(product=shop.product, category="AB", number="01", name="Bicycle")
    AncillaryFactory(product=shop.product, category="HR", number="02", name="Wheelchair")
    return shop


def codes(leg):
    return sorted(leg.ancillaries.values_list("category", "number"))


@pytest.mark.parametrize("way", ["hold", "sell"])
def test_extra_is_added_before_the_ride(shop, way):
    leg = getattr(shop, way)().legs.get()

    assert add_ancillary(leg, *BICYCLE, by=BY, at=NOW) == leg

    kept = LegAncillary.objects.get()
    assert (kept.leg, kept.name, kept.added_at) == (leg, "Bicycle", NOW)
    event = leg.events.get(name="ANCILLARY_ADDED")
    assert event.details == {"category": "AB", "number": "01"}


def test_extra_is_added_while_staff_think():
    shop = ask_first()
    AncillaryFactory(product=shop.product, category="AB", number="01")

    leg = add_ancillary(asked(shop).legs.get(), *BICYCLE, by=BY, at=NOW)

    assert codes(leg) == [BICYCLE]


def test_adding_again_changes_nothing(shop):
    leg = shop.hold().legs.get()
    add_ancillary(leg, *BICYCLE, by=BY, at=NOW)

    add_ancillary(leg, *BICYCLE, by=BY, at=later(minutes=1))

    assert LegAncillary.objects.get().added_at == NOW
    assert events_of(leg.booking) == ["HELD", "ANCILLARY_ADDED"]


def test_extra_is_taken_off_once(shop):
    leg = shop.hold().legs.get()
    add_ancillary(leg, *BICYCLE, by=BY, at=NOW)

    remove_ancillary(leg, *BICYCLE, by=BY, at=NOW)
    remove_ancillary(leg, *BICYCLE, by=BY, at=NOW)

    assert codes(leg) == []
    assert events_of(leg.booking) == ["HELD", "ANCILLARY_ADDED", "ANCILLARY_REMOVED"]


@pytest.mark.parametrize("act", [add_ancillary, remove_ancillary])
def test_extra_that_the_product_has_not_is_unknown(shop, act):
    AncillaryFactory(product=open_shop().product, category="ZR", number="09")

    for category, number in [("AB", "99"), ("ZR", "09"), ("ab", "01")]:
        with pytest.raises(AncillaryUnknown):
            act(shop.hold().legs.get(), category, number, by=BY, at=NOW)


def test_extra_that_the_product_has_no_more_can_be_taken_off(shop):
    leg = add_ancillary(shop.hold().legs.get(), *BICYCLE, by=BY, at=NOW)
    shop.product.ancillaries.filter(category="AB").delete()

    remove_ancillary(leg, *BICYCLE, by=BY, at=NOW)

    assert codes(leg) == []


@pytest.mark.parametrize("act", [add_ancillary, remove_ancillary])
def test_extras_are_fixed_once_the_leg_is_in_use_or_over(shop, act):
    used, cancelled, lapsed = shop.sell(), shop.sell(), shop.hold()
    start_leg(used.legs.get(), by=BY, at=NOW)
    cancel_booking(cancelled, by=BY, at=NOW)

    with pytest.raises(BookingInUse):
        act(used.legs.get(), *BICYCLE, by=BY, at=NOW)
    with pytest.raises(fsm.TransitionNotAllowed):
        act(cancelled.legs.get(), *BICYCLE, by=BY, at=NOW)
    with pytest.raises(HoldExpired):
        act(lapsed.legs.get(), *BICYCLE, by=BY, at=lapsed.held_until)


def test_leg_is_read_with_its_extras_in_as_many_statements(shop):
    booking = shop.sell(30, 31)
    first, _ = booking.legs.order_by("sequence")
    with counted() as without:
        read_leg(first.reference, channel_id=shop.channel.pk, at=NOW)
    for code in [("HR", "02"), BICYCLE]:
        add_ancillary(first, *code, by=BY, at=NOW)

    with counted() as count:
        reading = read_leg(first.reference, channel_id=shop.channel.pk, at=NOW)

    assert reading.ancillaries == (Extra("AB", "01", "Bicycle"), Extra("HR", "02", "Wheelchair"))
    assert count.statements == without.statements
    whole = read_booking(booking.reference, channel_id=shop.channel.pk, at=NOW)
    assert [len(leg.ancillaries) for leg in whole.legs] == [2, 0]
