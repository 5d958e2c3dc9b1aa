"""A week of trade: sales, returns, fees, cards, cash and a cash desk; exports are made of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from sales.closing.actions import close_settlement, open_settlement
from sales.models import Order, Statement
from sales.numbering.actions import draw_number
from sales.numbering.states import SeriesKind
from sales.orders.actions import add_fee, cancel_lines
from sales.orders.states import FeeType
from sales.orders.terms import FeeTerms
from sales.payments.gateways.choosing import GATEWAYS
from sales.payments.states import Provider
from sales.refunds.actions import compensate_order
from sales.statements.states import StatementKind
from tests.factories.clients import PointOfSaleFactory
from tests.factories.exports import numbered
from tests.factories.moments import BY, NOW, later
from tests.factories.orders import choose, draft, lines_of, settle, sold
from tests.factories.provider import PaperProvider
from tests.factories.scenarios import Shop
from tests.sales.paying import Counter

TODAY = NOW.date()
NEXT_WEEK = TODAY + timedelta(days=7)
FIRST, SECOND, BOTH = (TODAY, TODAY), (NEXT_WEEK, NEXT_WEEK), (TODAY, NEXT_WEEK)
Days = tuple[date, date]


def statement_of(shop: Shop) -> Statement:
    """A statement that settles nothing but one rounded cent with the channel's partner."""
    seller, cent = shop.channel.seller, Decimal("0.01")
    series, number = draw_number(seller, SeriesKind.STATEMENT, year=NEXT_WEEK.year)
    return Statement.objects.create(
        tenant=shop.tenant,
        ledger=seller.ledger,
        party=shop.channel.partner,
        kind=StatementKind.PARTNER,
        channel=shop.channel,
        series=series,
        number=number,
        currency="EUR",
        starts_on=TODAY,
        ends_on=TODAY,
        issued_on=NEXT_WEEK,
        gross_amount=0,
        tax_amount=0,
        tickets=0,
        commission_amount=cent,
        fee_amount=0,
        commission_tax_amount=0,
        rounding_amount=cent,
        net_amount=cent,
        facts={},
        issued_by=str(BY),
        issued_at=later(days=7),
    )


@dataclass(frozen=True)
class Trade:
    """Orders on account and one that was paid by card, all of one seller."""

    shop: Shop
    by_card: Order
    kept: Order
    returned: Order


def first_week(desk: Counter) -> Trade:
    """Today: three sales on account, one by card, a draft; a cash desk opens and closes."""
    shop = desk.shop
    point = PointOfSaleFactory(tenant=shop.tenant, organisation=shop.channel.seller)
    settlement = open_settlement(point, cash={"NOK": Decimal("500.00")}, by=BY, at=NOW)
    desk.captured()
    kept, returned = sold(shop, 34, pos="=Desk;1"), sold(shop, 34, 8)
    draft(shop, choose(shop))
    close_settlement(settlement, by=BY, at=later(hours=1))
    numbered(shop.channel.seller)
    return Trade(shop, desk.now(), kept, returned)


@contextmanager
def paper_cards() -> Iterator[PaperProvider]:
    """Cards are paid at this provider, which is gone at the end: for what is left standing."""
    provider = PaperProvider()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(GATEWAYS, Provider.CARD, lambda _: provider)
        yield provider


def week_of(shop: Shop, order: Order) -> Trade:
    """The first week of what was opened."""
    with paper_cards() as provider:
        return first_week(Counter(shop, provider, order))


def weeks_of(trade: Trade) -> Trade:
    """The second week after the first."""
    with paper_cards():
        second_week(trade)
    return trade


def second_week(trade: Trade) -> None:
    """Seven days later: an order is taken back for a fee, another one was too late."""
    at = later(days=7)
    order = trade.returned
    cancel_lines(order, lines=[lines_of(order)[0].reference], by=BY, at=at)
    fee = FeeTerms(FeeType.REFUNDING, Decimal("1.00"), Decimal("9.00"), "-late")
    add_fee(order, fee, by=BY, at=at)
    settle(order, at=at)
    compensate_order(
        trade.by_card, amount=Decimal("46.00"), currency="NOK", reason="Late", by=BY, at=at
    )
    sold(trade.shop, 40, at=at)
    statement_of(trade.shop)


def third_week(trade: Trade) -> None:
    """Fourteen days later: the same again, and what was kept so far is taken back."""
    at = later(days=14)
    compensate_order(
        trade.by_card, amount=Decimal("100.00"), currency="NOK", reason="Later", by=BY, at=at
    )
    cancel_lines(trade.kept, lines=[lines_of(trade.kept)[0].reference], by=BY, at=at)
    settle(trade.kept, at=at)
    sold(trade.shop, 50, at=at)
