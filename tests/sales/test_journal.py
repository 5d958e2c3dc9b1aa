"""Cash settlements: opened, named by payments and credits, and closed within a day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django_fsm import TransitionNotAllowed

from sales.closing.actions import close_overdue_settlements, close_settlement, open_settlement
from sales.journal.errors import (
    PointUnknown,
    SettlementElsewhere,
    SettlementOver,
    SettlementUnknown,
    StillOpen,
)
from sales.journal.queries import check_settlement, point_of
from sales.models import CashSettlement, Payment
from sales.payments.actions import capture_transaction, create_credit, create_payment
from sales.payments.terms import Desk, PartWish
from tests.factories.clients import PointOfSaleFactory
from tests.factories.documents import SettlementFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import OrganisationFactory
from tests.racing import race
from tests.sales.paying import SECOND, WHOLE, capture, cash, visa

pytestmark = pytest.mark.django_db


@pytest.fixture
def point(desk):
    return PointOfSaleFactory(tenant=desk.shop.tenant, organisation=desk.order.seller)


@pytest.fixture
def settlement(point):
    return open_settlement(point, by=BY, at=NOW)


def names(settlement):
    return list(settlement.events.order_by("pk").values_list("name", flat=True))


def test_settlement_is_opened_and_closed(settlement):
    closed = close_settlement(settlement, by=BY, at=later(hours=8))

    assert (closed.number, closed.state, closed.closed_at) == (1, "CLOSED", later(hours=8))
    assert closed.ends_at == later(hours=24)
    assert names(closed) == ["OPENED", "CLOSED"]
    with pytest.raises(TransitionNotAllowed):
        close_settlement(closed, by=BY, at=later(hours=9))


def test_next_one_is_opened_when_the_last_one_is_over(point, settlement):
    with pytest.raises(StillOpen):
        open_settlement(point, by=BY, at=later(hours=24) - timedelta(seconds=1))

    second = open_settlement(point, by=BY, at=later(hours=24))

    settlement.refresh_from_db()
    assert (second.number, settlement.state) == (2, "CLOSED")
    assert settlement.closed_at == settlement.ends_at


def test_sweep_closes_what_is_over(settlement):
    just = later(hours=24) - timedelta(seconds=1)
    assert close_overdue_settlements(by=BY, at=just, limit=10) == 0

    assert close_overdue_settlements(by=BY, at=later(hours=30), limit=10) == 1
    assert close_overdue_settlements(by=BY, at=later(hours=30), limit=10) == 0
    settlement.refresh_from_db()
    assert settlement.closed_at == settlement.ends_at


def test_payment_names_an_open_settlement_of_the_seller(desk, settlement):
    def pay(code, at=NOW):
        return create_payment(
            desk.order,
            order_version=1,
            total_amount=WHOLE,
            desk=Desk(settlement.point.code, code),
            by=BY,
            at=at,
        )

    for code in ("S-OTHER", SettlementFactory().code):
        with pytest.raises(SettlementUnknown):
            pay(code)

    payment = pay(settlement.code)

    assert payment.cash_settlement == settlement.code
    close_settlement(settlement, by=BY, at=NOW)
    with pytest.raises(SettlementOver):
        check_settlement(
            settlement.code, pos=settlement.point.code, organisation_id=desk.order.seller_id, at=NOW
        )


def test_cash_is_not_captured_into_a_settlement_that_was_closed_meanwhile(desk, settlement):
    payment = create_payment(
        desk.order,
        order_version=1,
        total_amount=WHOLE,
        wish=cash(),
        desk=Desk(settlement.point.code, settlement.code),
        by=BY,
        at=NOW,
    )
    close_settlement(settlement, by=BY, at=NOW)

    with pytest.raises(SettlementOver):
        capture(payment.transactions.get())


def test_settlement_takes_no_money_after_its_day(desk, settlement):
    with pytest.raises(SettlementOver):
        check_settlement(
            settlement.code,
            pos=settlement.point.code,
            organisation_id=desk.order.seller_id,
            at=later(hours=24),
        )


def test_credit_names_an_open_settlement_as_well(desk, settlement):
    transaction = desk.pay(cash(SECOND)).transactions.get()
    capture_transaction(transaction, by=BY, at=NOW)
    parts = [PartWish(transaction.payment.number, transaction.number, SECOND)]
    credit = partial(
        create_credit,
        desk.order,
        order_version=1,
        total_amount=SECOND,
        currency="NOK",
        parts=parts,
        by=BY,
        at=NOW,
    )

    with pytest.raises(SettlementUnknown):
        credit(desk=Desk("", "S-NONE"))
    assert (
        credit(desk=Desk(settlement.point.code, settlement.code)).cash_settlement == settlement.code
    )


def test_settlement_takes_no_money_of_another_point_of_sale(desk, settlement):
    other = PointOfSaleFactory(tenant=desk.shop.tenant, organisation=desk.order.seller)
    begin = partial(create_payment, desk.order, order_version=1, total_amount=WHOLE, by=BY, at=NOW)

    for pos in (other.code, "", "Nowhere"):
        with pytest.raises(SettlementElsewhere):
            begin(desk=Desk(pos, settlement.code))
    with pytest.raises(SettlementElsewhere):
        credit_half(desk, Desk(other.code, settlement.code))


def test_cash_belongs_to_the_settlement_that_is_open_at_its_point(desk, settlement):
    at_point, elsewhere = Desk(settlement.point.code), Desk("Nowhere")
    begin = partial(create_payment, desk.order, order_version=1, by=BY, at=NOW)
    one = Decimal("1.00")

    told = [
        begin(total_amount=one, wish=cash(one), desk=at_point),
        begin(total_amount=one, wish=visa(one), desk=at_point),
        begin(total_amount=one, wish=cash(one), desk=elsewhere),
    ]
    late = {"at": later(hours=24), "total_amount": one, "wish": cash(one), "desk": at_point}
    type(desk.order).objects.filter(pk=desk.order.pk).update(expires_at=None)
    told.append(begin(**late))

    names = [Payment.objects.get(pk=one.pk).cash_settlement for one in told]
    assert names == [settlement.code, "", "", ""]


def test_cash_that_goes_back_leaves_the_settlement_that_is_open(desk, settlement):
    assert credit_half(desk, Desk(settlement.point.code)).cash_settlement == settlement.code


def credit_half(desk, where):
    """Cash is taken somewhere, and half of it is to be given back at that desk."""
    transaction = desk.pay(cash(SECOND)).transactions.get()
    capture(transaction)
    half = SECOND / 2
    return create_credit(
        desk.order,
        order_version=1,
        total_amount=half,
        currency="NOK",
        parts=[PartWish(transaction.payment.number, transaction.number, half)],
        desk=where,
        by=BY,
        at=NOW,
    )


def test_point_of_sale_is_one_of_the_organisation(desk, point):
    assert point_of(point.code, organisation=desk.order.seller) == point
    stranger = OrganisationFactory(tenant=desk.shop.tenant)
    with pytest.raises(PointUnknown):
        point_of(point.code, organisation=stranger)


@pytest.mark.django_db(transaction=True)
def test_point_opens_one_settlement_however_many_ask():
    point = PointOfSaleFactory()

    answers = race(*[partial(open_settlement, point, by=BY, at=NOW)] * 6)

    assert sorted(type(answer).__name__ for answer in answers) == [
        "CashSettlement", *["StillOpen"] * 5,
    ]  # fmt: skip
    assert CashSettlement.objects.get().number == 1
