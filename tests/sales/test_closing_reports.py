"""X and Z reports: what they say, and how they are printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sales.catalogue.states import ChannelMode
from sales.closing.actions import close_settlement, open_settlement
from sales.closing.queries import read_report
from sales.closing.wording import print_closing, print_report
from sales.closing.words import WORDS
from sales.letters.states import Language
from sales.models import DeskSale, Movement
from sales.orders.actions import draft_order
from sales.payments.actions import create_payment
from sales.payments.terms import Desk
from sales.receipts.actions import send_receipt
from sales.refunds.actions import compensate_order
from tests.factories.clients import PointOfSaleFactory
from tests.factories.moments import BY, NOW, later
from tests.factories.payments import PaymentMethodFactory
from tests.factories.scenarios import open_shop
from tests.printed import lines_of
from tests.sales.closing import FLOAT, Kiosk, drawer, section
from tests.sales.paying import line, visa

pytestmark = pytest.mark.django_db


@pytest.fixture
def kiosk(desk):
    point = PointOfSaleFactory(
        tenant=desk.shop.tenant, organisation=desk.order.seller, code="K-3", name="Kiosk 3"
    )
    return Kiosk(desk, point, open_settlement(point, cash=FLOAT, by=BY, at=NOW))


def printed(closing, language=Language.ENGLISH):
    return lines_of(print_closing(closing, language))


def test_x_report_changes_nothing(kiosk):
    kiosk.sell("100.00")

    first = read_report(kiosk.settlement, by=BY, at=later(hours=1))
    again = read_report(kiosk.settlement, by=BY, at=later(hours=1))

    assert first == again
    assert (first["kind"], drawer(first)["expected"]) == ("X", "600.00")
    assert section(first)["sales"]["count"] == 1
    assert DeskSale.objects.get().settlement is None


def test_last_x_and_z_say_the_same(kiosk):
    kiosk.sell("100.00")
    x = read_report(kiosk.settlement, by=BY, at=later(hours=8))

    z = kiosk.close().facts

    assert {**x, "kind": "Z"} == z
    assert read_report(kiosk.settlement, by=BY, at=later(hours=9)) == z


def test_report_without_money_says_so(kiosk):
    point = PointOfSaleFactory(tenant=kiosk.point.tenant, organisation=kiosk.point.organisation)
    settlement = open_settlement(point, by=BY, at=NOW)

    assert "No money moved." in printed(close_settlement(settlement, by=BY, at=NOW).closing)


def test_every_word_is_told_in_every_language():
    english, norwegian = WORDS[Language.ENGLISH], WORDS[Language.BOKMAL]

    assert english.keys() == norwegian.keys()


@pytest.mark.parametrize("language", Language)
def test_report_is_printed_alike_each_time(kiosk, language):
    kiosk.sell("100.00")
    closing = kiosk.close("600.00")

    assert print_closing(closing, language) == print_closing(closing, language)


def test_names_on_a_report_stay_as_they_were(kiosk):
    closing = kiosk.close("500.00")
    before = print_closing(closing, Language.ENGLISH)
    kiosk.point.name = "Kiosk 4"
    kiosk.point.save()

    closing.refresh_from_db()

    assert print_closing(closing, Language.ENGLISH) == before


def test_report_that_nobody_counted_says_so(kiosk):
    assert "NOT COUNTED" in printed(kiosk.close())
    x = read_report(kiosk.tomorrow().settlement, by=BY, at=later(hours=25))
    assert "PREVIEW – THE SETTLEMENT IS OPEN" in lines_of(print_report(x, Language.ENGLISH))


def test_money_that_was_moved_between_two_days_is_told(kiosk):
    kiosk.sell("100.00")
    kiosk.close("600.00")

    lines = printed(kiosk.tomorrow(cash=FLOAT).close(at=later(hours=30)))

    assert "The last closing left 600.00 NOK; the rest was moved as a deposit." in lines


def test_copies_of_receipts_are_counted(kiosk):
    order = kiosk.sell("100.00")
    for _ in range(3):
        send_receipt(
            order, version=1, recipient="kari@example.no", language=Language.ENGLISH, by=BY, at=NOW
        )

    closing = kiosk.close()

    assert closing.facts["copies"] == 2
    assert "Copies of receipts sent: 2." in printed(closing)


def test_reductions_are_discounts(kiosk):
    order = kiosk.sell("100.00")
    compensate_order(
        order, amount=Decimal("10.00"), currency="NOK", reason="Late", desk=kiosk.desk,
        by=BY, at=NOW,
    )  # fmt: skip

    closing = kiosk.close()

    norwegian = section(closing.facts)
    assert norwegian["discounts"] == {"count": 1, "amount": "10.00"}
    assert (norwegian["returns"]["count"], norwegian["returns"]["amount"]) == (1, "-10.00")
    assert "Discounts: 1, 10.00 NOK." in printed(closing)


def test_payments_for_orders_of_other_times_are_told(kiosk):
    order = kiosk.order("100.00")
    kiosk.begin(order, visa(Decimal("40.00"), is_import=True, external_id="T-1"))

    lines = printed(kiosk.close())

    told = [line for line in lines if line.startswith("Payments less turnover: 40.00 NOK.")]
    assert len(told) == 1


def test_sandbox_sales_are_told_and_not_counted(provider):
    shop = open_shop()
    shop.channel.mode = ChannelMode.SANDBOX
    shop.channel.save()
    PaymentMethodFactory(
        channel=shop.channel, type="VISA", group="PAYMENTCARD", provider="ELSEWHERE"
    )
    point = PointOfSaleFactory(tenant=shop.tenant, organisation=shop.channel.seller)
    settlement = open_settlement(point, by=BY, at=NOW)
    order = draft_order(
        shop.channel, [line(shop, Decimal("100.00"), 0)], currency="NOK", by=BY, at=NOW
    )
    assert order.specimen
    create_payment(
        order,
        order_version=1,
        total_amount=Decimal("100.00"),
        wish=visa(Decimal("100.00"), is_import=True, external_id="T-1"),
        desk=Desk(point.code, settlement.code),
        by=BY,
        at=NOW,
    )

    closing = close_settlement(settlement, by=BY, at=later(hours=1)).closing

    assert closing.facts["currencies"] == []
    assert closing.facts["specimens"] == [{"currency": "NOK", "count": 1, "amount": "100.00"}]
    assert "Specimens, in no sum: 1, 100.00 NOK." in printed(closing)
    assert Movement.objects.get().specimen
    assert not DeskSale.objects.exists()
