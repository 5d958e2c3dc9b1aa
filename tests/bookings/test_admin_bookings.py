"""Looking into bookings and legs."""

import pytest

from bookings.actions.booking import cancel_booking
from bookings.models import Booking, Leg
from operators.models import Role, User
from operators.tenancy.actors import Actor
from tests.admin_world import address, logged_in, member, parts
from tests.counting import counted
from tests.factories.moments import NOW
from tests.factories.sales import CustomerFactory
from tests.factories.scenarios import LATER, open_shop
from tests.standing import standing
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@standing
def shop():
    return open_shop(LATER)


@standing
def browser(shop):
    return logged_in(member(shop.tenant))


def test_booking_page_shows_legs_with_tickets_and_events(shop, browser):
    booking = shop.sell()
    ticket = booking.legs.get().ticket

    response = browser.get(address(booking, "change"))

    shown = parts(response)
    assert [event.name for event in shown["bookingevent"]] == ["CONFIRMED", "HELD"]
    assert [leg.ticket for leg in shown["leg"]] == [ticket]
    assert address(ticket, "change") in response.text
    assert "1: Market – Beach" in response.text


def test_hold_has_legs_without_tickets(shop, browser):
    response = browser.get(address(shop.hold(), "change"))

    assert [leg.ticket for leg in parts(response)["leg"]] == [None]


def test_booking_page_takes_as_many_queries_for_three_legs_as_for_one(shop, browser):
    one, three = shop.sell(30), shop.sell(30, 31, 32)
    browser.get(address(one, "change"))

    with counted() as for_one:
        browser.get(address(one, "change"))
    with counted() as for_three:
        response = browser.get(address(three, "change"))

    assert len(parts(response)["leg"]) == 3
    assert for_three.statements == for_one.statements


@pytest.mark.parametrize(
    ("model", "word"),
    [
        (Booking, lambda booking: booking.reference),
        (Booking, lambda booking: booking.order.code),
        (Booking, lambda booking: booking.legs.get().reference),
        (Leg, lambda booking: booking.reference),
    ],
)
def test_search_finds_by_whole_ids(shop, browser, model, word):
    booking = shop.sell()
    shop.sell()

    response = browser.get(address(model, "changelist"), {"q": word(booking)})

    [found] = response.context["cl"].queryset
    assert found in (booking, booking.legs.get())


def test_list_can_be_filtered_by_channel(shop, browser):
    booking = shop.sell()

    response = browser.get(
        address(Leg, "changelist"), {"booking__channel__id__exact": shop.channel.pk}
    )

    assert list(response.context["cl"].queryset) == [booking.legs.get()]


def test_event_keeps_the_longest_username_whole(shop):
    actor = Actor.staff("a" * User._meta.get_field("username").max_length)

    booking = cancel_booking(shop.hold(), by=actor, at=NOW)

    assert set(booking.events.exclude(name="HELD").values_list("actor", flat=True)) == {str(actor)}


def test_ticket_page_leads_to_leg_booking_and_order(shop, browser):
    booking = shop.sell()
    leg = booking.legs.get()

    page = browser.get(address(leg.ticket, "change")).text

    links = [address(row, "change") for row in (leg, booking, booking.order)]
    assert [link in page for link in links] == [True] * 3


def test_inspector_reads_of_the_booking_and_opens_it_not(shop):
    booking = shop.sell()
    browser = logged_in(member(shop.tenant, Role.INSPECTOR))

    page = browser.get(address(booking.legs.get().ticket, "change")).text

    assert booking.reference in page
    links = [address(row, "change") for row in (booking, booking.order)]
    assert [link in page for link in links] == [False] * 2


def test_ticket_is_found_by_its_booking(shop, browser):
    booking = shop.sell()
    shop.sell()

    response = browser.get(address(Ticket, "changelist"), {"q": booking.reference})

    assert list(response.context["cl"].queryset) == [booking.legs.get().ticket]


def test_order_and_customer_pages_list_their_bookings(shop, browser):
    booking = shop.sell()
    customer = CustomerFactory(channel=shop.channel)
    Booking.objects.filter(pk=booking.pk).update(customer=customer)

    of_order = browser.get(address(booking.order, "change"))
    of_customer = browser.get(address(customer, "change"))

    assert address(booking, "change") in of_order.text
    assert address(booking, "change") in of_customer.text
    assert parts(of_customer)["booking"] == [booking]


def test_list_of_bookings_shows_departure_and_price(shop, browser):
    booking = shop.sell()

    rows = browser.get(address(Booking, "changelist")).context["cl"]

    [row] = rows.queryset
    page = rows.model_admin
    assert page.departure(row) == booking.legs.get().departs_at
    assert page.price(row) == "4.00 EUR"
