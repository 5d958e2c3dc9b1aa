"""Receipts: what they say, and their numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import partial

import pytest

from sales.catalogue.states import ChannelMode
from sales.letters.states import Language
from sales.models import Letter, NumberSeries, Receipt
from sales.orders.actions import cancel_lines
from sales.payments.actions import capture_transaction
from sales.receipts.actions import issue_receipt, send_receipt
from sales.receipts.errors import NoReceipt, NumberDiffers
from sales.receipts.wording import text_of
from sales.refunds.actions import refund_lines
from sales.refunds.terms import RefundWish
from tests.factories.documents import receipt
from tests.factories.moments import BY, NOW, later
from tests.factories.sales import OrderFactory
from tests.factories.scenarios import open_shop
from tests.printed import lines_of
from tests.racing import race
from tests.sales.paying import SECOND, cash

pytestmark = pytest.mark.django_db


@pytest.fixture
def sold(desk):
    capture_transaction(desk.pay(cash()).transactions.get(), by=BY, at=NOW)
    return desk.now()


def give_back(order, *, fee="50.00"):
    """The second line, less a fee."""
    line = order.lines.order_by("pk").last()
    wish = RefundWish(line=line.reference, currency="NOK", amount=SECOND, fee=Decimal(fee))
    return refund_lines(order, [wish], by=BY, at=later(minutes=1)).order


def issue(order, version=1, at=NOW):
    return issue_receipt(order, version=version, by=BY, at=at)


def send(order, version=1, **more):
    told = {"recipient": "kari@example.no", "language": Language.ENGLISH, **more}
    return send_receipt(order, version=version, by=BY, at=NOW, **told)


# What they say


def test_receipt_tells_what_was_sold_and_paid(sold):
    made = issue(sold)

    facts = made.facts
    assert (facts["kind"], facts["total_amount"], facts["total_tax_amount"]) == (
        "SALE", "1446.00", "154.93",
    )  # fmt: skip
    assert [(item["amount"], item["vat_rate"]) for item in facts["items"]] == [
        ("1046.00", "12.00"),
        ("400.00", "12.00"),
    ]
    assert facts["vat"] == [{"rate": "12.00", "amount": "1446.00", "tax_amount": "154.93"}]
    [paid] = facts["payments"]
    assert (paid["amount"], paid["ways"]) == ("1446.00", [{"type": "CASH", "card_number": ""}])
    assert facts["credits"] == []
    assert (made.total_amount, made.currency) == (Decimal("1446.00"), "NOK")


def test_receipt_of_a_refund_tells_what_came_back(sold):
    first = issue(sold)
    order = give_back(sold)

    made = issue(order, 2)

    assert [item["amount"] for item in made.facts["items"]] == ["-400.00", "50.00"]
    assert (made.facts["kind"], made.total_amount) == ("RETURN", Decimal("-350.00"))
    assert (made.facts["payments"], made.facts["credits"][0]["amount"]) == ([], "350.00")
    assert made.total_tax_amount == Decimal("-37.50")
    assert (made.series.kind, made.number) == ("RETURN_RECEIPT", 1)
    assert issue(order) == first


def test_same_version_has_one_receipt(sold):
    assert issue(sold) == issue(sold, at=later(days=400))
    assert NumberSeries.objects.get().last_number == 1


def test_version_without_money_or_confirmation_has_no_receipt(desk, sold):
    reference = sold.lines.first().reference
    cancel_lines(sold, lines={reference}, by=BY, at=NOW)

    for version in (0, 2, 3):
        with pytest.raises(NoReceipt):
            issue(sold, version)
    assert Receipt.objects.count() == 0


def test_version_that_cost_nothing_has_no_receipt():
    order = OrderFactory()
    order.versions.model.objects.create(
        order=order,
        version=2,
        snapshot=order.versions.get().snapshot | {"version": 2},
        confirmed_at=NOW,
    )

    with pytest.raises(NoReceipt):
        issue(order, 2)


# Their numbers


def test_year_is_that_of_the_tenants_zone():
    order = OrderFactory()
    order.tenant.timezone = "Europe/Oslo"
    order.tenant.save()

    made = issue(order, at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))

    assert (made.series.year, made.number) == (2027, 1)


def test_sales_returns_and_the_sandbox_are_counted_apart(sold):
    specimen = open_shop(mode=ChannelMode.SANDBOX).sell().order
    order = give_back(sold)

    kept = [issue(sold).series, issue(order, 2).series, issue(specimen).series]

    assert [(one.kind, one.specimen) for one in kept] == [
        ("SALE_RECEIPT", False), ("RETURN_RECEIPT", False), ("SALE_RECEIPT", True),
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_receipts_of_many_orders_at_once_are_numbered_without_a_gap():
    first = OrderFactory()
    orders = [first, *(OrderFactory(offer__channel=first.channel) for _ in range(3))]

    made = race(*[partial(issue, order) for order in orders * 2])

    assert sorted({one.number for one in made}) == [1, 2, 3, 4]
    assert len({one.pk for one in made}) == len(orders)


# Sending


def test_first_one_is_the_original_and_the_others_are_copies(sold):
    letters = [send(sold), send(sold), send(sold, as_copy=True)]

    assert [letter.is_copy for letter in letters] == [False, True, True]
    assert [letter.text.startswith("COPY\n") for letter in letters] == [False, True, True]
    assert (Receipt.objects.count(), Letter.objects.count()) == (1, 3)
    assert letters[1].subject.startswith("Copy: Receipt 1, ")


def test_receipt_goes_as_pdf_with_its_letter(sold):
    letter = send(sold, language=Language.BOKMAL)

    assert letter.attachment_name == f"salgskvittering-{sold.code.lower()}-1.pdf"
    lines = lines_of(bytes(letter.attachment))
    told = ["Salgskvittering 1", "Sum 1446,00", "12,00 % 1446,00 154,93", "Kontanter 1446,00"]
    assert [line for line in lines if line in told] == told
    assert "KOPI" not in lines
    assert "KOPI" in lines_of(bytes(send(sold, language=Language.BOKMAL).attachment))


def test_copy_that_is_asked_for_first_is_one(sold):
    assert send(sold, as_copy=True).is_copy
    assert not send(sold).is_copy


def test_receipt_with_another_number_is_not_sent(sold):
    assert send(sold, number=1).subject.startswith("Receipt 1, ")
    with pytest.raises(NumberDiffers):
        send(sold, number=2)
    assert Letter.objects.count() == 1


def test_receipt_is_written_in_norwegian(sold):
    sold.seller.name = "Ferje & Båt <AS>"
    sold.seller.vat_number = "987654321"
    sold.seller.save()
    text = send(sold, language=Language.BOKMAL).text

    assert text.splitlines() == [
        "SALGSKVITTERING",
        "",
        "Ferje & Båt <AS>",
        "Org.nr. 987654321 MVA",
        "Kvitteringsnr.: 1",
        f"Dato: {NOW.astimezone(sold.tenant.zone):%Y-%m-%d %H:%M}",
        f"Ordre: {sold.code}, versjon 1",
        "",
        f"1 × {sold.lines.first().description} (Adult): 1046,00 NOK",
        f"1 × {sold.lines.first().description} (Adult): 400,00 NOK",
        "",
        "Sum: 1446,00 NOK",
        "Herav mva 12,00 %: 154,93 NOK av 1446,00 NOK",
        "Betalt med Kontanter: 1446,00 NOK",
    ]


def test_return_is_written_in_english(sold):
    text = send(give_back(sold), 2).text

    assert text.startswith("RETURN RECEIPT\n")
    assert "Total: -350.00 NOK\n" in text
    assert text.endswith("Given back to Cash: 350.00 NOK\n")


def test_receipt_of_the_sandbox_says_so(sold):
    made = receipt()
    made.facts["specimen"] = True

    assert text_of(made, Language.BOKMAL, is_copy=False).startswith("PRØVE – IKKE GYLDIG\n")
