from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Sum

from benchmarks.loading.barcodes import load_dead_barcodes
from benchmarks.loading.past import MODELS, load_live, load_past
from bookings.models import Booking, BookingEvent, Leg
from bookings.queries import read_leg
from bookings.states import BookingState
from demo.channels import AT_ONCE
from demo.purchases import Fate
from sales.models import Offer, Order, Payment, Posting
from tests.benchmarks.conftest import AT
from tickets.actions.barcodes import expire_barcodes
from tickets.models import Barcode, Ticket

pytestmark = pytest.mark.django_db


def kept_rules():
    """Raise if a rule that waits for the end of the transaction is broken."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_past_keeps_every_rule_of_the_database(works):
    load_past(works, 10)

    kept_rules()
    assert Booking.objects.count() == len(MODELS) + 10
    sums = Posting.objects.values("document").annotate(sum=Sum("amount"))
    assert {each["sum"] for each in sums} == {0}


def test_past_is_over_and_lies_in_the_last_year(works):
    load_past(works, 20)

    copies = Booking.objects.order_by("pk")[len(MODELS) :]
    assert len(copies) == 20
    assert Counter(booking.state for booking in copies) == {
        BookingState.FINISHED: 16,
        BookingState.CANCELLED: 2,
        BookingState.EXPIRED: 2,
    }
    days = [(AT - booking.booked_at).days for booking in copies]
    assert days == sorted(days, reverse=True)
    assert (days[0] > 340, days[-1] < 3) == (True, True)


def test_copies_are_whole_and_share_nothing(works):
    load_past(works, 10)

    [sold, *_] = MODELS
    assert sold[0] == Fate.RIDDEN
    *_, model, copy = Order.objects.filter(bookings__state=BookingState.FINISHED).order_by("pk")
    assert {
        count(model) == count(copy)
        for count in (
            lambda order: order.lines.count(),
            lambda order: order.events.count(),
            lambda order: order.postings.count(),
            lambda order: Barcode.objects.filter(ticket__legs__booking__order=order).count(),
        )
    } == {True}
    [booking] = copy.bookings.all()
    leg = booking.legs.get()
    offered = booking.offer.offered_legs()
    assert (booking.reference, [each.reference for each in offered]) == (
        booking.offer.reference,
        [leg.reference],
    )
    assert leg.ride_facts().departs_at == leg.departs_at == leg.ticket.travels_at
    version = copy.versions.get()
    assert version.snapshot["code"] == copy.code
    assert version.snapshot["lines"][0]["id"] == copy.lines.get().pk
    assert copy.events.get(name="PAID").details["number"] == copy.payments.get().number


def test_sales_go_on_after_a_load(works):
    load_past(works, 10)
    load_past(works, 3)

    kept_rules()
    assert Booking.objects.count() == 2 * len(MODELS) + 13
    assert Payment.objects.values("number").distinct().count() == Payment.objects.count()
    assert Offer.objects.filter(booking__isnull=True).count() < Offer.objects.count()
    assert BookingEvent.objects.filter(booking=Booking.objects.latest("pk")).exists()


def test_live_legs_show_a_barcode(works):
    references = load_live(works, 10)

    kept_rules()
    assert len(set(references)) == 10
    assert Leg.objects.filter(reference__in=references).count() == 10
    reading = read_leg(references[-1], channel_id=works.past.channels[AT_ONCE].pk, at=AT)
    assert reading.barcode is not None
    assert reading.barcode.ticket_id == reading.leg.ticket_id


def test_dead_barcodes_wait_for_the_sweep(works):
    [reference, *_] = load_live(works, 3)
    shown = read_leg(reference, channel_id=works.past.channels[AT_ONCE].pk, at=AT).barcode

    load_dead_barcodes(10, model=shown, at=AT)

    kept_rules()
    windows = Counter(Barcode.objects.dead(AT).values_list("ticket", flat=True))
    assert (len(windows), sum(windows.values())) == (Ticket.objects.count(), 10)
    assert expire_barcodes(at=AT - timedelta(days=1)) == 0
    assert expire_barcodes(at=AT) == 10
    alive = Barcode.objects.get(expired_at=None, ticket=shown.ticket)
    assert alive.starts_at == shown.starts_at
