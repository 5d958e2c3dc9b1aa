"""What always holds of dues, and what the verifier finds where it does not."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sales.books.gate import shut_gate
from sales.dues.actions import take_back_transfer
from sales.dues.errors import MoreThanDue, NothingDue
from sales.dues.states import DueState
from sales.models import BankTransfer, Due, Statement
from sales.statements.actions import take_back_statement
from tests.factories.dues import owing_shop, paid, written_due
from tests.factories.ledger import balances
from tests.factories.moments import BY
from tests.factories.sales import OrderFactory
from tests.factories.scenarios import Shop
from tests.factories.statements import NEXT_DAY, ledger_of
from tests.racing import in_thread, race, wait_until_somebody_waits
from tests.sales.owing import again, faults, record
from tests.sales.verifying import plant
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def shop() -> Shop:
    return owing_shop()


@standing
def due(shop) -> Due:
    return Due.objects.get()


# What the verifier finds


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE sales_due SET paid_amount = 1.40",
            [
                ("transfers for statement 1 of {} 2026-06-02", "1.40", "1.30"),
                ("open statements of Runner", "1.90 EUR", "2.00 EUR"),
            ],
        ),
        (
            "UPDATE sales_posting SET amount = amount + 0.01 WHERE kind = 'TRANSFER'"
            " AND account = 'OPERATOR_PAYABLE'",
            [
                ("books of transfer A for statement 1 of {} 2026-06-02", "1.30", "1.31"),
                ("open statements of Runner", "2.00 EUR", "1.99 EUR"),
            ],
        ),
        (
            "DELETE FROM sales_posting WHERE kind = 'TRANSFER'",
            [
                ("books of transfer A for statement 1 of {} 2026-06-02", "1.30", "0.00"),
                ("open statements of Runner", "2.00 EUR", "3.30 EUR"),
            ],
        ),
    ],
)
def test_cents_that_are_out_are_found(shop, due, statement, found):
    record(due, "A", "1.30")
    assert faults(shop) == []
    plant(statement)

    seller = shop.channel.seller.name
    assert sorted(faults(shop)) == sorted((place.format(seller), *both) for place, *both in found)


# What always holds


def test_transfer_never_changes(due):
    made = record(due)

    for change in (made.delete, lambda: BankTransfer.objects.update(amount=1)):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            change()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(1, 400), st.booleans()), max_size=8))
def test_books_owe_what_is_open_whatever_is_paid_and_taken_back(shop, due, steps):
    with transaction.atomic():
        for number, (cents, is_taken_back) in enumerate(steps):
            try:
                made = record(due, str(number), str(Decimal(cents) / 100))
            except (MoreThanDue, NothingDue):
                continue
            if is_taken_back:
                take_back_transfer(made, reason="Mistyped", by=BY, at=NEXT_DAY)
        owed = balances(account="OPERATOR_PAYABLE").get("OPERATOR_PAYABLE", Decimal(0))
        assert again(due).left == -owed
        assert (again(due).state == DueState.PAID) == (not owed)
        assert faults(shop) == []
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_transfers_at_once_pay_once():
    with transaction.atomic():
        due = written_due(OrderFactory())

    found = race(partial(paid, due), partial(paid, due))

    assert sorted(type(one).__name__ for one in found) in (
        ["BankTransfer", "NothingDue"],
        ["BankTransfer", "RecordedBefore"],
    )
    assert again(due).paid_amount == 10


@pytest.mark.django_db(transaction=True)
def test_statement_that_waits_for_its_due_holds_nobody_up_in_the_books():
    """Else a transfer, a correction and the closing of a period wait for each other in a ring."""
    with transaction.atomic():
        due = Due.objects.get(ledger=ledger_of(owing_shop()))

    with transaction.atomic():
        Due.objects.lock(due)
        taking = in_thread(
            partial(take_back_statement, due.statement, reason="Wrong terms", by=BY, at=NEXT_DAY)
        )
        wait_until_somebody_waits()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
        shut_gate(due.ledger_id)
    taking.join()

    assert Statement.objects.filter(corrects=due.statement).exists()
