"""Commission terms, and statements of shops that sell what others run."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from django.db.models import Model
from factory.django import DjangoModelFactory

from operators.models import Organisation
from sales.letters.heads import party_facts
from sales.models import CommissionTerm, Ledger, Order, SalesChannel, Statement, StatementEntry
from sales.numbering.actions import draw_number
from sales.numbering.states import SeriesKind
from sales.statements.actions import issue_statement
from sales.statements.states import StatementKind
from tests.factories.books import close_through
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OperatorFactory, OrganisationFactory
from tests.factories.scenarios import Shop, open_shop

TODAY = date(2026, 6, 1)
"""The day of NOW in Amsterdam."""
NEXT_DAY = later(days=1)


class CommissionTermFactory(DjangoModelFactory):
    """Ten percent of the price without VAT, for good."""

    seller = factory.SubFactory(OrganisationFactory)
    tenant = factory.SelfAttribute("seller.tenant")
    party = factory.SubFactory(OrganisationFactory, tenant=factory.SelfAttribute("..tenant"))
    currency = "EUR"
    percent = Decimal("10.000")

    class Meta:
        model = CommissionTerm


def broker(**more: Any) -> Shop:
    """A shop in Amsterdam that sells rides of another organisation, 4.00 EUR with 9 % VAT."""
    shop = open_shop(**more)
    runner = OrganisationFactory(tenant=shop.tenant, name="Runner")
    shop.product.operator = OperatorFactory(tenant=shop.tenant, organisation=runner)
    shop.product.save()
    return shop


def terms(shop: Shop, party: Organisation, channel: SalesChannel | None = None, **more: Any) -> Any:
    return CommissionTermFactory(seller=shop.channel.seller, party=party, channel=channel, **more)


def runner_of(shop: Shop) -> Organisation:
    found = shop.product.operator.organisation
    assert found is not None
    return found


def ledger_of(shop: Shop) -> Ledger:
    return Ledger.objects.get(organisation=shop.channel.seller)


def settled(shop: Shop, *, through: date = TODAY, at: Any = NEXT_DAY) -> list[Statement]:
    """The statements of the shop's operator, through a day that is closed first."""
    ledger = ledger_of(shop)
    if ledger.closed_through is None or ledger.closed_through < through:
        close_through(ledger, through)
    return issue_statement(ledger, runner_of(shop), through=through, by=BY, at=at)


def statement() -> Statement:
    """A statement of one sale."""
    shop = broker()
    terms(shop, runner_of(shop))
    shop.sell()
    return settled(shop)[0]


def written_statement(order: Order, **more: Any) -> Statement:
    """A statement of a partner that settles nothing, past the actions; the books stay open."""
    series, number = draw_number(order.seller, SeriesKind.STATEMENT, year=2026)
    sums = ("gross", "tax", "commission", "fee", "commission_tax", "rounding", "net")
    facts = {
        **{f"{name}_amount": 0 for name in sums},
        "tenant": order.tenant,
        "ledger": order.seller.ledger,
        "party": order.payer,
        "kind": StatementKind.PARTNER,
        "channel": order.channel,
        "series": series,
        "number": number,
        "currency": order.currency,
        "starts_on": TODAY,
        "ends_on": TODAY,
        "issued_on": TODAY,
        "tickets": 0,
        "facts": {
            "seller": party_facts(order.seller),
            "party": {**party_facts(order.payer), "bank_account": ""},
            "channel": {"code": order.channel.code, "name": order.channel.name},
            "corrects": None,
            "reason": "",
            "operators": [],
            "vat": [],
            "earned": [],
        },
        "issued_by": str(BY),
        "issued_at": NOW,
    }
    return Statement.objects.create(**{**facts, **more})


def written_entry(order: Order, **more: Any) -> StatementEntry:
    """An entry of such a statement."""
    made = more.pop("statement", None) or written_statement(order)
    names = ("gross", "tax", "commission", "fee")
    facts = {
        **{f"{name}_amount": 0 for name in names},
        "statement": made,
        "posting": order.postings.filter(kind="CONFIRMATION").first(),
        "kind": made.kind,
        "tickets": 0,
    }
    return StatementEntry.objects.create(**{**facts, **more})


def statement_rows(order: Order) -> list[Model]:
    """A statement, an entry of it, and commission terms."""
    entry = written_entry(order)
    return [entry.statement, entry, CommissionTermFactory(seller=order.seller)]
