"""Books with rentals in them hold all invariants, F1 to F15."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sales.books.actions import close_period
from sales.catalogue.states import ChannelMode
from sales.fares.rentals import Use
from sales.invoices.actions import issue_partner_invoices
from sales.models import Ledger
from sales.receipts.actions import issue_receipt
from sales.statements.actions import issue_statement
from sales.verifier.actions import verify_books
from tests.factories.fleet import AT_MOST, PER_MINUTE, TENTH_OFF, UNLOCKING
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory
from tests.factories.rentals import open_rental_shop
from tests.factories.sales import CatalogueEntryFactory, SalesChannelFactory
from tests.factories.statements import CommissionTermFactory
from tests.sales.renting import lower, priced_in, rent

pytestmark = pytest.mark.django_db(transaction=True)
TODAY, NEXT_DAY = date(2026, 6, 1), later(days=1)
AT_MOST_SIX = {**AT_MOST, "amount": Decimal("6.00")}


def test_rentals_of_all_kinds_leave_no_faults():
    """Sold with discounts and caps, lowered, free, in another currency and in a sandbox; the day
    is closed, the partner invoiced and the operator settled."""
    shop = open_rental_shop([PER_MINUTE, UNLOCKING, TENTH_OFF, AT_MOST_SIX])
    runner = OrganisationFactory(tenant=shop.tenant, name="Runner")
    shop.fleet.operator.organisation = runner
    shop.fleet.operator.save()
    for currency in ("EUR", "SEK"):
        CommissionTermFactory(seller=shop.channel.seller, party=runner, currency=currency)
    orders = [rent(shop, Use(seconds)) for seconds in (0, 1, 900, 7200)]
    for version, amount in ((2, "0.50"), (3, "2.59")):
        orders[2] = lower(orders[2], amount)
        issue_receipt(orders[2], version=version, by=BY, at=NOW)
    sandbox = SalesChannelFactory(tenant=shop.tenant, mode=ChannelMode.SANDBOX)
    CatalogueEntryFactory(channel=sandbox, product=shop.product)
    rent(replace(shop, channel=sandbox))
    shop.asset.rented_by.parts.filter(name="Unlock fee").update(amount=0)
    free = rent(shop, Use())
    in_crowns = rent(priced_in(shop, "SEK"))
    ledger = Ledger.objects.get()
    close_period(ledger, ends_on=TODAY, by=BY, at=NEXT_DAY)
    issue_partner_invoices(ledger, shop.channel.partner, through=TODAY, by=BY, at=NEXT_DAY)
    issue_statement(ledger, runner, through=TODAY, by=BY, at=NEXT_DAY)

    run = verify_books(shop.tenant, by=BY, at=NEXT_DAY)

    assert [str(order.total_amount) for order in orders] == ["0.90", "1.07", "0.37", "6.00"]
    assert (str(free.total_amount), in_crowns.currency) == ("0.00", "SEK")
    assert (run.order_count, run.counts) == (7, {})
