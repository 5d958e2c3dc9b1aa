"""Payouts: reports of providers, what they mean in the books, and what their lines were for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from sales.models import Payout, PayoutLine, PayoutMatch
from sales.payments.states import PaymentGroup, PaymentType
from sales.payments.terms import TransactionWish
from sales.payouts.actions import import_payouts, match_payouts
from sales.payouts.errors import PayoutDiffers, ReportUnreadable
from sales.payouts.queries import waiting_lines, waiting_refunds, waiting_transactions
from sales.payouts.reading import read_report
from sales.payouts.states import PayoutLineKind, PayoutSource
from sales.refunds.actions import RefundWish, refund_lines
from tests.factories.books import books
from tests.factories.ledger import balances, check_books
from tests.factories.moments import BY, NOW, later
from tests.factories.payouts import own_report, payout, stripe_report, taken_in
from tests.racing import race
from tests.sales.paying import FIRST, Counter, capture, method

pytestmark = pytest.mark.django_db
TOMORROW = later(days=1)


def took(desk: Counter, *rows, at=NOW):
    lines = stripe_report(*rows)
    return import_payouts(ledger_of(desk), PayoutSource.STRIPE, lines, by=BY, at=at)


def ledger_of(desk: Counter):
    return desk.shop.channel.seller.ledger


def charge(transaction, **more):
    return {"payment_intent_id": transaction.provider_reference, **more}


def counts(report):
    return len(report.taken_in), report.known, report.matched, report.waiting


# What is taken in


def test_payout_moves_money_from_the_provider_to_the_bank(desk):
    paid = desk.captured()

    report = took(desk, charge(paid))

    assert counts(report) == (1, 0, 1, 0)
    [made] = report.taken_in
    assert (made.gross_amount, made.fee_amount, made.net_amount) == (1446, 20, 1426)
    assert (made.reference, made.currency, str(made.paid_on)) == ("po_1", "NOK", "2026-06-03")
    assert balances(document=made.document) == {
        "BANK": Decimal("1426.00"),
        "PSP_CLEARING": Decimal("-1446.00"),
        "PSP_FEES": Decimal("20.00"),
    }
    assert balances(account="PSP_CLEARING") == {}
    assert made.lines.get().match.transaction == paid
    assert not waiting_transactions(ledger_of(desk), before=TOMORROW).exists()
    check_books()


def test_report_that_is_sent_again_changes_nothing(desk):
    row = charge(desk.captured())
    took(desk, row)
    before = balances()

    report = took(desk, row)

    assert counts(report) == (0, 1, 0, 0)
    assert (balances(), Payout.objects.count(), PayoutMatch.objects.count()) == (before, 1, 1)


def test_known_payout_with_other_lines_is_refused(desk):
    took(desk, {})

    with pytest.raises(PayoutDiffers, match="po_1"):
        took(desk, {}, {"balance_transaction_id": "txn_2"})
    with pytest.raises(PayoutDiffers):
        took(desk, {"fee": "21.00", "net": "1425.00"})


def test_fees_beside_payments_are_no_money_of_customers(desk):
    row = {
        "balance_transaction_id": "txn_2",
        "reporting_category": "fee",
        "gross": "-30.00",
        "fee": "0.00",
        "net": "-30.00",
    }

    report = took(desk, row)

    [made] = report.taken_in
    assert balances(document=made.document) == {
        "BANK": Decimal("-30.00"),
        "PSP_FEES": Decimal("30.00"),
    }
    assert (counts(report), made.lines.get().kind) == ((1, 0, 0, 0), PayoutLineKind.FEE)


def test_what_was_not_paid_out_yet_is_passed_over(desk):
    rows = [
        {"automatic_payout_id": ""},
        {"reporting_category": "payout", "gross": "-1426.00", "fee": "0", "net": "-1426.00"},
    ]

    assert counts(took(desk, *rows)) == (0, 0, 0, 0)


def test_dispute_waits_for_people(desk):
    row = {"reporting_category": "dispute", "gross": "-1446.00", "fee": "200", "net": "-1646.00"}

    took(desk, row)

    [line] = waiting_lines(ledger_of(desk))
    assert (line.kind, line.gross_amount) == (PayoutLineKind.OTHER, Decimal("-1446.00"))


# Matching


def test_refund_is_matched_by_its_own_reference(desk):
    paid = desk.captured()
    first = desk.order.lines.order_by("pk").first()
    wish = RefundWish(line=first.reference, currency="NOK", amount=FIRST, fee=Decimal("0.00"))
    refund_lines(desk.now(), [wish], by=BY, at=NOW)
    part = paid.credit_parts.get()
    assert [one.pk for one in waiting_refunds(ledger_of(desk), before=TOMORROW)] == [part.pk]

    report = took(
        desk,
        charge(paid),
        charge(
            paid,
            balance_transaction_id="txn_2",
            reporting_category="refund",
            source_id=part.provider_reference,
            gross="-1046.00",
            fee="0.00",
            net="-1046.00",
        ),
    )

    assert counts(report) == (1, 0, 2, 0)
    assert part.payout_match.line.gross_amount == Decimal("-1046.00")
    assert balances(account="PSP_CLEARING") == {}


def test_line_with_another_amount_waits(desk):
    paid = desk.captured()

    report = took(desk, charge(paid, gross="1445.00", net="1425.00"))

    assert (counts(report), list(waiting_transactions(ledger_of(desk), before=TOMORROW))) == (
        (1, 0, 0, 1),
        [paid],
    )


def test_payment_is_matched_once(desk):
    row = charge(desk.captured())
    took(desk, row)

    report = took(desk, {**row, "automatic_payout_id": "po_2"})

    assert counts(report) == (1, 0, 0, 1)


def test_line_finds_what_comes_to_the_books_later(desk):
    waits = desk.authorised()
    assert counts(took(desk, charge(waits))) == (1, 0, 0, 1)
    capture(waits)

    assert match_payouts(ledger_of(desk), by=BY, at=NOW) == 1
    assert match_payouts(ledger_of(desk), by=BY, at=NOW) == 0


def test_money_that_was_taken_elsewhere_is_matched_by_its_external_id(desk):
    wish = TransactionWish(
        FIRST, "NOK", PaymentType.BANKAXEPT, PaymentGroup.PAYMENTCARD,
        is_import=True, external_id="T-1",
    )  # fmt: skip
    method(desk.shop, "BANKAXEPT", "PAYMENTCARD", "ELSEWHERE")
    taken = desk.pay(wish).transactions.get()
    row = {"currency": "NOK", "gross": "1046.00", "net": "", "fee": ""}

    report = taken_in(desk.shop.channel.seller, row)

    assert counts(report) == (1, 0, 1, 0)
    assert taken.payout_match.line.fee_amount == 0


def test_payment_of_another_seller_is_not_matched(desk):
    row = charge(desk.captured())

    report = import_payouts(books(), PayoutSource.STRIPE, stripe_report(row), by=BY, at=NOW)

    assert counts(report) == (1, 0, 0, 1)


# What cannot be read


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"gross": "ten"}, "Row 2: gross “ten” is no amount such as 12.50."),
        ({"gross": "1.005"}, "Row 2: gross “1.005” is no amount such as 12.50."),
        ({"gross": "NaN"}, "Row 2: gross “NaN” is no amount such as 12.50."),
        ({"net": "9.71"}, "Row 2: net is not gross less fee."),
        ({"gross": "-10.00", "net": "-10.30"}, "Row 2: gross -10.00 has the wrong sign for a "),
        ({"paid_on": "3 June"}, "Row 2: “3 June” is no day such as 2026-06-01."),
        ({"currency": "E"}, "Row 2: “E” is no currency such as EUR."),
        ({"currency": "JPY"}, "Row 2: JPY has no hundred minor units."),
        ({"kind": "GIFT"}, "Row 2: kind “GIFT” is none of PAYMENT, REFUND, FEE, OTHER."),
        ({"reference": ""}, "Row 2: reference is empty."),
        ({"payout": "x" * 65}, "Row 2: payout is longer than 64 characters."),
    ],
)
def test_row_that_makes_no_sense_is_told(row, told):
    with pytest.raises(ReportUnreadable) as refusal:
        read_report(PayoutSource.OTHER, own_report(row))

    assert refusal.value.detail.startswith(f"Nothing was taken in. {told}")


def test_rows_of_one_payout_agree():
    rows = [{}, {"reference": "1"}, {"reference": "2", "paid_on": "2026-06-04"}]

    with pytest.raises(ReportUnreadable) as refusal:
        read_report(PayoutSource.OTHER, own_report(*rows))

    assert refusal.value.problems == [
        "Row 3: “1” is there twice.",
        "Row 4: payout 2026-23 has another day or currency above.",
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "There is no column payout, paid_on, currency, reference, gross, fee, net, kind."),
        (['payout,"paid_on\n'], "The file is no CSV in UTF-8."),
        ([*own_report(), "1,2,3,4,5,6,7,8,9,10,11\n"], "Row 2 has more cells than columns."),
    ],
)
def test_file_that_is_no_report_is_refused(lines, told):
    with pytest.raises(ReportUnreadable) as refusal:
        read_report(PayoutSource.OTHER, lines)

    assert refusal.value.detail == f"Nothing was taken in. {told}"


def test_report_is_taken_in_whole_or_not_at_all():
    with pytest.raises(ReportUnreadable):
        taken_in(None, {}, {"reference": "2", "gross": "x"})
    assert not Payout.objects.exists()


# What the database keeps


def test_payout_never_changes():
    made = payout()

    for rows in (Payout.objects.all(), PayoutLine.objects.filter(payout=made)):
        with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
            rows.update(gross_amount=1)


def test_lines_add_up_to_their_payout():
    made = payout()
    made.pk, made.reference, made.document = None, "2", None

    with transaction.atomic():
        made.save(force_insert=True)
        with pytest.raises(IntegrityError, match="do not add up"):
            connection.check_constraints()
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_report_that_is_sent_twice_at_once_is_taken_in_once():
    ledger = books()

    def send():
        return import_payouts(ledger, PayoutSource.OTHER, own_report({}), by=BY, at=NOW)

    reports = race(send, send, send)

    assert sorted(len(one.taken_in) for one in reports) == [0, 0, 1]
    assert Payout.objects.count() == 1
