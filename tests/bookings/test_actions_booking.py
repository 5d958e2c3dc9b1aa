from datetime import timedelta
from decimal import Decimal

import django_fsm as fsm
import pytest

from bookings.actions.booking import (
    CustomerFacts,
    cancel_booking,
    commit_booking,
    expire_booking,
    expire_holds,
    hold_booking,
)
from bookings.errors import CancellationRefused, HoldExpired
from bookings.models import Booking, Leg
from bookings.states import BookingState, LegState
from sales.catalogue.states import Cancellation, ChannelMode
from sales.errors import CustomerBlocked, NotRefundable, OfferLapsed, OfferTaken
from sales.models import Customer, Order, Posting
from sales.orders.actions import block_customer
from tests.counting import counted
from tests.factories.bookings import BookingFactory, SoldBookingFactory
from tests.factories.itineraries import one_ride, two_rides
from tests.factories.ledger import balances
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import SalesChannelFactory
from tests.factories.scenarios import LATER, open_shop
from tickets.actions.tickets import use_ticket
from tickets.errors import FormUnavailable
from tickets.forms.media import Media
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("balanced_books")]

ANNA = CustomerFacts("anna-1", first_name="Anna", email="anna@example.com")
HOLD = timedelta(seconds=900)
COMMIT_STATEMENTS = 27


@pytest.fixture
def shop():
    return open_shop()


def events_of(booking):
    return list(booking.events.order_by("pk").values_list("name", flat=True))


def states_of(booking):
    """The state of the booking as stored, and those of its legs."""
    stored = Booking.objects.get(pk=booking.pk)
    return stored.state, list(stored.legs.order_by("sequence").values_list("state", flat=True))


def test_hold_waits_to_be_committed(shop):
    offer = shop.offer()

    booking = hold_booking(offer.reference, channel=shop.channel, by=BY, at=later(minutes=1))

    assert states_of(booking) == (BookingState.PENDING, [LegState.PREPARING])
    assert booking.reference == offer.reference
    assert (booking.booked_at, booking.held_until) == (
        later(minutes=1),
        later(minutes=1) + HOLD,
    )
    assert (booking.customer, booking.order, booking.confirmed_at) == (None, None, None)
    assert events_of(booking) == ["HELD"]
    assert not Order.objects.exists()
    assert not Ticket.objects.exists()


def test_hold_has_the_legs_that_were_offered(shop):
    trip = two_rides()
    offer = shop.offer(30, 31, itineraries=[trip])

    booking = hold_booking(offer.reference, channel=shop.channel, by=BY, at=NOW)

    legs = list(booking.legs.order_by("sequence"))
    assert [leg.reference for leg in legs] == [leg.reference for leg in offer.offered_legs()]
    assert [leg.traveller_references for leg in legs] == [["p1"], ["p2"], ["p1"], ["p2"]]
    assert [leg.ride_facts() for leg in legs] == [trip.rides[0]] * 2 + [trip.rides[1]] * 2
    assert [leg.departs_at for leg in legs] == [leg.ride_facts().departs_at for leg in legs]
    assert {leg.ticket for leg in legs} == {None}


def test_hold_of_a_group_has_one_leg_for_all():
    booking = open_shop({"is_group_ticket": True}).hold(30, 31)

    assert booking.legs.get().traveller_references == ["p1", "p2"]


def test_hold_remembers_the_customer(shop):
    booking = hold_booking(
        shop.offer().reference, channel=shop.channel, customer=ANNA, by=BY, at=NOW
    )

    customer = Customer.objects.get()
    assert booking.customer == customer
    assert (customer.external_id, customer.first_name, customer.email) == (
        "anna-1",
        "Anna",
        "anna@example.com",
    )


def test_hold_learns_what_is_new_of_a_known_customer(shop):
    for facts in (ANNA, CustomerFacts("anna-1", last_name="Berg")):
        hold_booking(shop.offer().reference, channel=shop.channel, customer=facts, by=BY, at=NOW)

    customer = Customer.objects.get()
    assert (customer.first_name, customer.last_name, customer.email) == (
        "Anna",
        "Berg",
        "anna@example.com",
    )


def test_hold_for_a_blocked_customer_is_refused(shop):
    hold_booking(shop.offer().reference, channel=shop.channel, customer=ANNA, by=BY, at=NOW)
    block_customer(Customer.objects.get(), by=BY, at=NOW)
    offer = shop.offer()

    with pytest.raises(CustomerBlocked):
        hold_booking(offer.reference, channel=shop.channel, customer=ANNA, by=BY, at=NOW)

    offer.refresh_from_db()
    assert offer.taken_at is None


def test_customer_is_known_to_one_channel_only(shop):
    other = open_shop()
    for place in (shop, other):
        hold_booking(place.offer().reference, channel=place.channel, customer=ANNA, by=BY, at=NOW)

    assert [customer.tenant for customer in Customer.objects.order_by("pk")] == [
        shop.tenant,
        other.tenant,
    ]


@pytest.mark.parametrize(
    ("offered", "asked", "chosen"),
    [
        ("", {}, "text/plain"),
        ("image/png", {}, "image/png"),
        ("image/png", {"media": "image/svg+xml"}, "image/svg+xml"),
        ("image/png", {"symbology": "QR"}, "image/png"),
        ("", {"symbology": "QR", "media": "image/png"}, "image/png"),
    ],
)
def test_form_asked_for_last_wins(shop, offered, asked, chosen):
    offer = shop.offer(media=offered)

    booking = hold_booking(offer.reference, channel=shop.channel, by=BY, at=NOW, **asked)

    assert booking.media == chosen


def test_form_that_tickets_do_not_come_in_is_refused():
    shop = open_shop({"ticket_type__media": [Media.TEXT]})
    offer = shop.offer()

    with pytest.raises(FormUnavailable):
        hold_booking(offer.reference, channel=shop.channel, media="image/png", by=BY, at=NOW)

    assert hold_booking(offer.reference, channel=shop.channel, by=BY, at=NOW)


def test_offer_is_held_once(shop):
    offer = shop.offer()
    hold_booking(offer.reference, channel=shop.channel, by=BY, at=NOW)

    with pytest.raises(OfferTaken):
        hold_booking(offer.reference, channel=shop.channel, by=BY, at=NOW)


def test_offer_that_lapsed_is_not_held(shop):
    offer = shop.offer()

    with pytest.raises(OfferLapsed):
        hold_booking(offer.reference, channel=shop.channel, by=BY, at=offer.valid_until)

    assert not Booking.objects.exists()


def test_commit_of_tickets_that_start_at_once_starts_the_booking(shop):
    booking = commit_booking(shop.hold(), by=BY, at=later(minutes=1))

    assert states_of(booking) == (BookingState.STARTED, [LegState.IN_USE])
    leg = booking.legs.get()
    assert leg.ticket.state == TicketState.ACTIVE
    assert leg.started_at == booking.started_at == booking.confirmed_at == later(minutes=1)
    assert events_of(booking) == ["HELD", "CONFIRMED", "LEG_STARTED", "STARTED"]


def test_commit_of_tickets_that_start_later_leaves_the_legs_waiting():
    booking = commit_booking(open_shop(LATER).hold(), by=BY, at=later(minutes=1))

    assert states_of(booking) == (BookingState.CONFIRMED, [LegState.PREPARING])
    assert booking.legs.get().ticket.state == TicketState.ISSUED
    assert booking.started_at is None
    assert events_of(booking) == ["HELD", "CONFIRMED"]


def test_commit_sells_what_was_offered(shop):
    held = hold_booking(shop.offer().reference, channel=shop.channel, customer=ANNA, by=BY, at=NOW)

    booking = commit_booking(held, by=BY, at=NOW)

    order = Order.objects.get()
    assert booking.order == order
    assert (order.total_amount, order.total_tax_amount) == (
        booking.offer.amount,
        booking.offer.tax_amount,
    )
    assert (order.customer, order.external_reference) == (booking.customer, booking.reference)
    assert balances() == {
        "CHANNEL_RECEIVABLE": Decimal("4.00"),
        "OWN_REVENUE": Decimal("-3.67"),
        "VAT_PAYABLE": Decimal("-0.33"),
    }


def test_commit_gives_each_traveller_one_ticket_for_all_rides(shop):
    booking = shop.sell(30, 31, itineraries=[two_rides()])

    first, second, first_again, second_again = booking.legs.order_by("sequence")
    assert first.ticket == first_again.ticket
    assert second.ticket == second_again.ticket
    assert first.ticket != second.ticket
    assert Ticket.objects.count() == 2
    assert events_of(booking).count("LEG_STARTED") == 4


def test_commit_gives_a_group_one_ticket():
    booking = open_shop({"is_group_ticket": True}).sell(30, 31, 32, itineraries=[two_rides()])

    ticket = Ticket.objects.get()
    assert [leg.ticket for leg in booking.legs.all()] == [ticket, ticket]
    assert ticket.passengers == 3


def test_commit_of_a_free_trip_issues_its_ticket():
    booking = open_shop(amount="0.00").sell()

    assert booking.order.total_amount == Decimal("0.00")
    assert booking.legs.get().ticket.state == TicketState.ACTIVE


def test_commit_in_a_sandbox_issues_specimens():
    booking = open_shop(mode=ChannelMode.SANDBOX).sell()

    assert booking.legs.get().ticket.specimen is True
    assert not Posting.objects.exists()


@pytest.mark.parametrize("product", [{}, LATER])
def test_commit_twice_sells_once(product):
    first = open_shop(product).sell(30, 31)
    tickets = set(Ticket.objects.values_list("pk", "state"))

    again = commit_booking(first, by=BY, at=later(hours=1))

    assert (again.state, again.order) == (first.state, first.order)
    assert set(Ticket.objects.values_list("pk", "state")) == tickets
    assert Order.objects.count() == 1
    assert Order.objects.get().version == 1


def test_commit_in_the_last_moment_is_in_time(shop):
    held = shop.hold()

    booking = commit_booking(held, by=BY, at=held.held_until - timedelta(microseconds=1))

    assert booking.order is not None


def test_commit_after_the_hold_is_refused(shop):
    held = shop.hold()

    with pytest.raises(HoldExpired, match="The time to commit ended at 2026-06-01T10:15:00Z."):
        commit_booking(held, by=BY, at=held.held_until)

    assert states_of(held) == (BookingState.PENDING, [LegState.PREPARING])
    assert not Order.objects.exists()


def test_commit_of_a_hold_that_was_swept_is_refused(shop):
    held = expire_booking(shop.hold(), by=BY, at=NOW)

    with pytest.raises(HoldExpired):
        commit_booking(held, by=BY, at=NOW)


def test_commit_of_a_released_hold_is_refused(shop):
    held = cancel_booking(shop.hold(), by=BY, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed, match="RELEASED cannot be committed"):
        commit_booking(held, by=BY, at=NOW)


def test_commit_of_a_cancelled_booking_is_refused(shop):
    cancelled = cancel_booking(shop.sell(), by=BY, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed):
        commit_booking(cancelled, by=BY, at=NOW)

    assert Order.objects.get().version == 2


@pytest.mark.parametrize("number", [1, 4])
def test_commit_takes_as_many_statements_for_four_travellers_as_for_one(shop, number):
    held = shop.hold(*[30] * number)

    with counted() as count:
        commit_booking(held, by=BY, at=NOW)

    assert count.statements == COMMIT_STATEMENTS


def test_cancelling_a_hold_releases_it(shop):
    booking = cancel_booking(shop.hold(), by=BY, at=later(minutes=1))

    assert states_of(booking) == (BookingState.RELEASED, [LegState.CANCELLED])
    assert booking.closed_at == booking.legs.get().closed_at == later(minutes=1)
    assert events_of(booking) == ["HELD", "RELEASED"]


def test_cancelling_a_hold_that_is_over_is_refused(shop):
    held = shop.hold()

    with pytest.raises(HoldExpired):
        cancel_booking(held, by=BY, at=held.held_until)


def test_cancelling_an_expired_hold_is_refused(shop):
    held = expire_booking(shop.hold(), by=BY, at=NOW)

    with pytest.raises(HoldExpired):
        cancel_booking(held, by=BY, at=NOW)


@pytest.mark.parametrize("product", [{}, LATER])
def test_cancelling_a_sold_booking_takes_everything_back(product):
    sold = open_shop(product).sell(30, 31, itineraries=[two_rides()])

    booking = cancel_booking(sold, by=BY, at=later(minutes=5))

    assert states_of(booking) == (BookingState.CANCELLED, [LegState.CANCELLED] * 4)
    assert set(Ticket.objects.values_list("state", "closed_at")) == {("VOIDED", later(minutes=5))}
    order = Order.objects.get()
    assert (order.version, order.total_amount, order.credited_amount) == (
        2,
        Decimal("0.00"),
        Decimal("8.00"),
    )
    assert balances() == {}
    assert events_of(booking)[-1] == "CANCELLED"


def test_cancelling_for_a_fee_credits_the_rest():
    sold = open_shop({"cancellation_fee": Decimal("1.50")}).sell()

    booking = cancel_booking(sold, by=BY, at=NOW)

    order = Order.objects.get(pk=booking.order_id)
    assert (order.total_amount, order.credited_amount) == (Decimal("1.50"), Decimal("2.50"))
    assert order.fees.get().reason == "Cancelled by the customer"


def test_cancelling_twice_changes_nothing(shop):
    booking = cancel_booking(shop.sell(), by=BY, at=NOW)

    again = cancel_booking(booking, by=BY, at=later(hours=5))

    assert again.closed_at == NOW
    assert Order.objects.get().version == 2
    released = cancel_booking(shop.hold(), by=BY, at=NOW)
    assert cancel_booking(released, by=BY, at=later(hours=5)).closed_at == NOW


BEFORE, AT_DEPARTURE = later(minutes=29), later(minutes=30)


@pytest.mark.parametrize(
    ("rule", "product", "at", "allowed"),
    [
        (Cancellation.NEVER, LATER, NOW, False),
        (Cancellation.UNTIL_ACTIVATION, LATER, BEFORE, True),
        (Cancellation.UNTIL_ACTIVATION, LATER, later(days=9), True),
        (Cancellation.UNTIL_ACTIVATION, {}, NOW, False),
        (Cancellation.UNTIL_DEPARTURE, LATER, BEFORE, True),
        (Cancellation.UNTIL_DEPARTURE, LATER, AT_DEPARTURE, False),
        (Cancellation.UNTIL_DEPARTURE, {}, BEFORE, True),
        (Cancellation.UNTIL_DEPARTURE, {}, AT_DEPARTURE, False),
    ],
)
def test_cancelling_follows_the_rule_of_the_product(rule, product, at, allowed):
    sold = open_shop({"cancellation": rule, **product}).sell()

    if allowed:
        assert cancel_booking(sold, by=BY, at=at).state == BookingState.CANCELLED
    else:
        with pytest.raises(CancellationRefused):
            cancel_booking(sold, by=BY, at=at)
        assert states_of(sold)[0] == sold.state
        assert Order.objects.get().version == 1


def test_cancelling_goes_by_the_first_departure_of_the_trip(shop):
    sold = shop.sell(itineraries=[two_rides()])

    with pytest.raises(CancellationRefused):
        cancel_booking(sold, by=BY, at=AT_DEPARTURE)


def test_cancelling_after_a_ticket_was_used_is_refused(shop):
    sold = shop.sell()
    use_ticket(sold.legs.get().ticket, by=BY, at=later(minutes=20))

    with pytest.raises(NotRefundable):
        cancel_booking(sold, by=BY, at=later(minutes=21))

    assert states_of(sold) == (BookingState.STARTED, [LegState.IN_USE])


def test_cancelling_takes_as_many_statements_for_four_travellers_as_for_one(shop):
    counts = []
    for number in (1, 4):
        sold = shop.sell(*[30] * number)
        with counted() as count:
            cancel_booking(sold, by=BY, at=NOW)
        counts.append(count.statements)

    assert counts[0] == counts[1]


def test_expiring_gives_a_hold_up(shop):
    booking = expire_booking(shop.hold(), by=BY, at=later(minutes=1))

    assert states_of(booking) == (BookingState.EXPIRED, [LegState.CANCELLED])
    assert events_of(booking) == ["HELD", "EXPIRED"]


def test_expiring_twice_changes_nothing(shop):
    booking = expire_booking(shop.hold(), by=BY, at=NOW)

    assert expire_booking(booking, by=BY, at=later(days=1)).closed_at == NOW
    assert events_of(booking) == ["HELD", "EXPIRED"]


def test_expiring_what_was_sold_is_refused(shop):
    with pytest.raises(fsm.TransitionNotAllowed):
        expire_booking(shop.sell(), by=BY, at=NOW)


def test_sweep_expires_the_holds_whose_time_is_over(shop):
    over, in_time = shop.hold(), shop.hold(at=later(microseconds=1))
    sold = shop.sell()

    assert expire_holds(by=BY, at=over.held_until) == 1

    assert states_of(over) == (BookingState.EXPIRED, [LegState.CANCELLED])
    assert Booking.objects.get(pk=over.pk).closed_at == over.held_until
    assert states_of(in_time) == (BookingState.PENDING, [LegState.PREPARING])
    assert states_of(sold) == (BookingState.STARTED, [LegState.IN_USE])
    assert events_of(over) == ["HELD", "EXPIRED"]
    assert expire_holds(by=BY, at=over.held_until) == 0


def test_sweep_takes_one_batch_at_a_time(shop):
    for _ in range(3):
        shop.hold(30, 31)

    assert expire_holds(by=BY, at=later(days=1), limit=2) == 2
    assert expire_holds(by=BY, at=later(days=1), limit=2) == 1
    assert set(Leg.objects.values_list("state", flat=True)) == {LegState.CANCELLED}


@pytest.mark.parametrize("number", [1, 3])
def test_sweep_takes_five_statements_however_many_holds(shop, number):
    for _ in range(number):
        shop.hold()

    with counted() as count:
        expire_holds(by=BY, at=later(days=1))

    assert count.statements == 5


def test_hold_is_over_when_its_time_is_swept_or_not(shop):
    held = shop.hold()

    assert held.state_at(held.held_until - timedelta(microseconds=1)) == BookingState.PENDING
    assert held.state_at(held.held_until) == BookingState.EXPIRED
    assert shop.sell().state_at(later(days=1)) == BookingState.STARTED


def test_bookings_of_other_channels_are_out_of_sight(shop):
    sold = shop.sell()
    other = SalesChannelFactory(tenant=shop.tenant)

    assert list(Booking.objects.sold_through(shop.channel)) == [sold]
    assert list(Booking.objects.sold_through(other)) == []
    assert list(Leg.objects.sold_through(other)) == []


def test_factories_make_one_tenant_each():
    held, sold = BookingFactory(), SoldBookingFactory(offer__itinerary=one_ride())

    assert held.channel.tenant == held.tenant == held.offer.product.tenant
    assert sold.order.tenant == sold.tenant != held.tenant
