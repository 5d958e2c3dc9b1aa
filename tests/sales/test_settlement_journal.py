"""The journal of a channel, out of the books."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookings.actions.booking import cancel_booking
from sales.books.accounts import Account, DocumentKind
from sales.catalogue.states import Cancellation, ChannelMode
from sales.models import Posting
from sales.settlement.actions import CostFacts, claim_extra_cost
from sales.settlement.queries import JournalWish, journal_entry_of, read_journal
from sales.settlement.states import CostKind
from tests.counting import counted
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory
from tests.factories.rentals import open_rental_shop
from tests.factories.sales import SalesChannelFactory
from tests.factories.scenarios import Shop, open_shop
from tests.standing import standing

pytestmark = pytest.mark.django_db

FEE = {"cancellation": Cancellation.UNTIL_DEPARTURE, "cancellation_fee": Decimal("1.00")}
EVERYTHING = JournalWish()
SALE, REFUND, KEPT, CLAIM = (
    DocumentKind.CAPTURE,
    DocumentKind.CREDIT,
    DocumentKind.FEE,
    DocumentKind.EXTRA_COST,
)


@standing
def shop() -> Shop:
    return open_shop(FEE)


def journal(shop, wish=EVERYTHING, **page):
    return read_journal(shop.channel, wish, **{"limit": 100, **page})


def told(shop, wish=EVERYTHING, **page):
    return [(entry.kind, entry.amount) for entry in journal(shop, wish, **page)]


def cancelled(shop, *ages, at=NOW):
    return cancel_booking(shop.sell(*ages, at=at), by=BY, at=at)


def claimed(booking, amount="-0.50", kind=CostKind.REFUND, at=NOW, **more):
    facts = CostFacts(kind, "Late bus", Decimal(amount), **more)
    return claim_extra_cost(booking.order, facts, by=BY, at=at)


def test_sale_is_one_entry_with_a_part_for_each_line(shop):
    booking = shop.sell(30, 31)

    [entry] = journal(shop)

    assert (entry.order, entry.sequence, entry.kind) == (booking.order, 1, SALE)
    assert (entry.amount, entry.tax_amount, entry.vat_rate) == (
        Decimal("8.00"),
        Decimal("0.66"),
        Decimal("9.00"),
    )
    [part] = entry.parts
    assert part.description == f"2 × {shop.product.name}, Adult"
    assert (part.amount, part.tax_amount) == (Decimal("8.00"), Decimal("0.66"))


def test_cancellation_and_its_fee_are_entries_of_their_own(shop):
    cancelled(shop)

    entries = journal(shop)

    assert [(each.sequence, each.kind, each.amount) for each in entries] == [
        (1, SALE, Decimal("4.00")),
        (2, REFUND, Decimal("-4.00")),
        (3, KEPT, Decimal("1.00")),
    ]
    assert [each.tax_amount for each in entries] == [
        Decimal("0.33"),
        Decimal("-0.33"),
        Decimal("0.08"),
    ]
    assert entries[2].parts[0].description == "Cancellation"


def test_claim_is_an_entry_with_the_vat_that_was_told(shop):
    booking = shop.sell()
    claim = claimed(booking, vat_rate=Decimal(9))

    entry = journal(shop)[-1]

    assert (entry.kind, entry.sequence, entry.claim, entry.parts) == (CLAIM, 2, claim, ())
    assert (entry.amount, entry.tax_amount) == (Decimal("-0.50"), Decimal("-0.04"))


def test_claim_without_a_rate_tells_no_vat(shop):
    claimed(shop.sell())

    entry = journal(shop)[-1]

    assert (entry.tax_amount, entry.vat_rate) == (None, None)


def test_entry_of_a_claim_is_the_one_of_the_journal(shop):
    booking = cancelled(shop)
    first, second = claimed(booking), claimed(booking, "3.00")

    entries = journal(shop)

    assert [journal_entry_of(first), journal_entry_of(second)] == entries[3:]


def test_sandbox_sales_are_not_in_the_journal():
    shop = open_shop(FEE, mode=ChannelMode.SANDBOX)
    booking = cancelled(shop)
    first, second = claimed(booking), claimed(booking, "3.00")

    assert journal(shop) == []
    assert [journal_entry_of(claim).sequence for claim in (first, second)] == [1, 2]


def test_journal_is_that_of_one_channel(shop):
    neighbour = SalesChannelFactory(
        tenant=shop.tenant, seller=shop.channel.seller, partner=shop.channel.partner
    )
    shop.sell()

    assert read_journal(neighbour, EVERYTHING, limit=100) == []


def test_new_partner_of_a_channel_does_not_owe_what_was_sold_before(shop):
    shop.sell()
    shop.channel.partner = OrganisationFactory(tenant=shop.tenant)
    shop.channel.save()
    shop.sell()

    assert told(shop) == [(SALE, Decimal("4.00"))]


def test_entries_keep_their_places_when_more_follow(shop):
    first, second = shop.sell(), shop.sell(30, 31)
    before = [(entry.order, entry.sequence) for entry in journal(shop)]

    cancel_booking(second, by=BY, at=later(minutes=1))
    claimed(first, at=later(minutes=2))

    entries = [(entry.order, entry.sequence) for entry in journal(shop)]
    assert entries[:2] == before
    assert entries[2:] == [(second.order, 2), (second.order, 3), (first.order, 2)]


def test_pages_follow_each_other(shop):
    for _ in range(3):
        cancelled(shop)

    pages = [told(shop, limit=4, offset=offset) for offset in (0, 4, 8, 12)]

    assert [len(page) for page in pages] == [4, 4, 1, 0]
    assert [entry for page in pages for entry in page] == told(shop)


def test_time_of_posting_narrows_the_journal(shop):
    for minutes in (0, 1, 2):
        shop.sell(at=later(minutes=minutes))

    wish = JournalWish(since=later(minutes=1), until=later(minutes=2))

    assert [entry.posted_at for entry in journal(shop, wish)] == [later(minutes=1)]


def test_order_narrows_the_journal(shop):
    booking, other = cancelled(shop), shop.sell()

    assert len(journal(shop, JournalWish(order_id=booking.order.pk))) == 3
    assert len(journal(shop, JournalWish(order_id=other.order.pk))) == 1


def test_kinds_narrow_the_journal(shop):
    booking = cancelled(shop)
    claimed(booking)
    claimed(booking, "9.00", CostKind.FINE)

    def of(kinds=(), costs=()):
        return told(shop, JournalWish(kinds=frozenset(kinds), cost_kinds=frozenset(costs)))

    assert of([REFUND], [CostKind.REFUND]) == [
        (REFUND, Decimal("-4.00")),
        (CLAIM, Decimal("-0.50")),
    ]
    assert of([KEPT]) == [(KEPT, Decimal("1.00"))]
    assert of([], [CostKind.FINE]) == [(CLAIM, Decimal("9.00"))]
    assert of([], [CostKind.DAMAGE]) == []


def test_journal_adds_up_to_what_the_partner_owes(shop):
    claimed(cancelled(shop, 30, 31), "7.25")
    shop.sell()

    owed = Posting.objects.filter(account=Account.CHANNEL_RECEIVABLE)

    assert sum(amount for _, amount in told(shop)) == sum(row.amount for row in owed)


@pytest.mark.parametrize("count", [1, 3])
def test_journal_takes_four_queries(shop, count):
    for _ in range(count):
        claimed(cancelled(shop))

    with counted() as statements:
        assert len(journal(shop)) == 4 * count

    assert statements.statements == 4


def test_entry_of_a_rental_tells_how_long_the_vehicle_was_used(shop):
    rented = open_rental_shop()
    rented.sold()
    shop.sell()

    [entry], [journey] = journal(rented), journal(shop)

    assert (entry.used_seconds, journey.used_seconds) == (15 * 60, None)
