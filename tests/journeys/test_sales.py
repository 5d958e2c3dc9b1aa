"""What travellers do in a shop where they pay first: baskets, changes, money back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.factories.ledger import check_books
from tests.factories.moments import NOW
from tests.factories.moments import later as from_now
from tests.factories.sales import CatalogueEntryFactory, FareFactory, ProductFactory
from tests.factories.timetable import FeedFactory, import_rows
from tests.journeys.drivers import Option, Stage
from tests.journeys.drivers.sales import SalesDriver, open_shop_till
from tests.protocols.sales.refusing import refused
from tests.protocols.sales.till import norwegian_shop
from tests.protocols.scanning import inspect
from tests.protocols.worlds import afternoon_feed
from tickets.codecs.reasons import Reason
from tickets.models import Ticket
from tickets.states import TicketState

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def shop(module_database, tmp_path_factory):
    """Buses in the afternoon for 4.00, and a day ticket for 120.00 that needs no trip."""
    shop = norwegian_shop()
    feed = FeedFactory(operator=shop.product.operator)
    import_rows(afternoon_feed(), tmp_path_factory.mktemp("feed"), feed=feed)
    day = ProductFactory(
        tenant=shop.tenant,
        operator=shop.product.operator,
        ticket_type=shop.product.ticket_type,
        vat_rate="12.00",
        code="day",
    )
    FareFactory(product=day, category=shop.adult, amount="120.00", currency="NOK")
    CatalogueEntryFactory(channel=shop.channel, product=day)
    return shop


@pytest.fixture
def driver(shop) -> SalesDriver:
    return SalesDriver(open_shop_till(shop.channel))


@pytest.fixture
def day(shop) -> str:
    return f"{shop.tenant.codespace}:SalesPackage:day"


def buses(driver: SalesDriver) -> list[Option]:
    """Singles for the next buses; the day ticket would do for them as well."""
    options = driver.offer("market", "beach", NOW)
    return [one for one in options if one.amount == Decimal("4.00")]


def test_basket_is_filled_paid_for_shown_and_partly_given_back(driver, day, clock):
    # Kari wants the next bus to the beach, and a day ticket for her mother.
    clock.move_to(from_now(minutes=20))
    bus, *_ = buses(driver)
    [ticket] = driver.offer_products(day)
    assert (bus.departs_at, ticket.amount) == (from_now(minutes=30), Decimal("120.00"))

    # Both go into one basket. Nothing is sold before it is paid for.
    held = driver.book(bus)
    [_, mother] = [held.legs[0].id, *driver.reserve(held.id, ticket)]
    assert driver.order(held.id)["balance"] == "124.00"
    assert Ticket.objects.count() == 0

    # She pays at the counter, and there are two tickets that an inspector likes.
    driver.pay_cash(held.id)
    sold = driver.read(held.id)
    assert (sold.stage, [leg.in_use for leg in sold.legs]) == (Stage.SOLD, [True, True])
    for leg in sold.legs:
        assert inspect(leg.ticket.text, at=from_now(minutes=20)).reason == Reason.OK
    leg = driver.order(sold.id)["orderLines"][0]["legs"][0]
    assert [leg[name] for name in ("fromStopPlaceId", "toStopPlaceId", "startTime")] == [
        "market", "beach", "2026-06-01T10:30:00Z"
    ]  # fmt: skip

    # Her mother stays at home. The shop keeps 20.00, and 100.00 go back over the counter.
    refund = driver.refund(sold.id, mother, refundAmount="120.00", fee="20.00")
    assert refund["refundedAmount"] == "100.00"
    after = driver.order(sold.id)
    told = ("version", "status", "totalAmount", "balance")
    assert [after[name] for name in told] == [2, "CONFIRMED", "24.00", "0.00"]
    bus_leg, day_leg = driver.read(sold.id).legs
    assert (bus_leg.in_use, day_leg.ticket) == (True, None)
    voided = Ticket.objects.get(state=TicketState.VOIDED)
    assert [str(voided.pk)] == refund["disabledTicketIds"]
    check_books()


def test_confirmed_order_is_changed_and_the_change_is_dropped(driver, day):
    # A ticket was charged at the card terminal of the shop.
    [ticket] = driver.offer_products(day)
    sold = driver.confirm(driver.book(ticket))
    before = driver.order(sold.id)

    # The traveller wants a second one, and it is in the basket, which waits for its money.
    [other] = driver.offer_products(day)
    driver.reserve(sold.id, other)
    changed = driver.order(sold.id)
    told = ("version", "status", "balance")
    assert [changed[name] for name in told] == [2, "DRAFT", "120.00"]
    assert Ticket.objects.count() == 1

    # She thinks better of it, and the order is what it was; the ticket was good all the time.
    driver.till.post(f"/orders/{sold.id}/reset")
    assert driver.order(sold.id) == before
    assert driver.read(sold.id).legs == sold.legs

    # Next time she does pay, and has both.
    [other] = driver.offer_products(day)
    driver.reserve(sold.id, other)
    driver.pay_cash(sold.id)
    after = driver.order(sold.id)
    assert [after[name] for name in told] == [2, "CONFIRMED", "0.00"]
    assert [one["amount"] for one in after["paymentRefs"]] == ["120.00", "120.00"]
    assert len(driver.read(sold.id).legs) == 2
    refused(driver.till.post(f"/orders/{sold.id}/reset"), 409, "ILLEGAL_STATUS_CHANGE")
    check_books()


def test_bus_is_changed_for_a_later_one(driver):
    # She has a ticket for the first bus, and misses her breakfast.
    first, second, *_ = buses(driver)
    sold = driver.confirm(driver.book(first))

    # The shop exchanges the line. It costs the same, so nothing has to be paid.
    body = {
        "orderId": sold.id,
        "orderLineIds": [sold.legs[0].id],
        "offerConfigurations": [{"offerId": second.id}],
    }
    driver.till.post("/update-order", body)
    driver.till.post(f"/orders/{sold.id}/confirm")

    # The old ticket is void, the new one is for the later bus.
    after = driver.order(sold.id)
    told = ("version", "status", "balance")
    assert [after[name] for name in told] == [2, "CONFIRMED", "0.00"]
    lines = [(one["status"], one["legs"][0]["startTime"]) for one in after["orderLines"]]
    assert lines == [("CANCELLED", "2026-06-01T10:30:00Z"), ("CONFIRMED", "2026-06-01T11:00:00Z")]
    assert sorted(Ticket.objects.values_list("state", flat=True)) == ["ACTIVE", "VOIDED"]
    check_books()
