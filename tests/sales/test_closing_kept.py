"""What was closed stays as it is, whoever writes to the database."""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
import pytest
from django.db import DatabaseError, IntegrityError, connection

from sales.closing.actions import close_settlement, open_settlement
from sales.closing.chain import hash_of
from sales.closing.queries import unfit_closings
from sales.models import CashSettlement, Closing, DeskSale, Movement
from tests.factories.documents import SettlementFactory
from tests.factories.moments import BY, later
from tests.violations.closing import closing, desk_sale, movement, of
from tests.violations.ways import write

pytestmark = pytest.mark.django_db
FLOAT = {"NOK": Decimal("500.00")}


def day(point, number):
    """A settlement, opened and closed."""
    settlement = open_settlement(point, cash=FLOAT, by=BY, at=later(days=number))
    return close_settlement(settlement, counted=FLOAT, by=BY, at=later(days=number, hours=8))


@pytest.fixture
def closed():
    """The third closed settlement of a point."""
    first = close_settlement(SettlementFactory(), by=BY, at=later(hours=8))
    return [first, day(first.point, 1), day(first.point, 2)]


def named(refusal):
    return refusal.value.__cause__.diag.constraint_name


@pytest.mark.parametrize("model", [Closing, Movement, DeskSale])
def test_rows_are_not_deleted(model, closed):
    desk_sale()

    with pytest.raises(DatabaseError, match=f"delete rows from {model._meta.db_table} table"):
        model.objects.all()._raw_delete(model.objects.db)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Closing, {"facts": {}}),
        (CashSettlement, {"code": "S-OTHER"}),
        (CashSettlement, {"closed_at": later(hours=9)}),
        (Movement, {"amount": Decimal("1.00")}),
        (Movement, {"settlement": None}),
    ],
)
def test_facts_do_not_change(model, values, closed):
    with pytest.raises(DatabaseError, match=f"rows from {model._meta.db_table} table"):
        model.objects.filter(point=closed[1].point).update(**values)


def test_counted_sale_does_not_change():
    sale = desk_sale()

    with pytest.raises(DatabaseError, match="update rows from sales_desksale table"):
        write(sale, settlement=None)


def test_sale_that_waits_keeps_its_facts():
    sale = desk_sale(settlement=None)

    with pytest.raises(DatabaseError, match="update rows from sales_desksale table"):
        write(sale, order_version=2)


def test_nothing_is_added_to_a_closed_settlement(closed):
    with pytest.raises(IntegrityError) as refusal:
        movement(within=closed[0])

    assert named(refusal) == "movement_settlement_is_open"


def test_no_sale_is_counted_by_a_closed_settlement(closed):
    with pytest.raises(IntegrityError) as refusal:
        desk_sale(**of(closed[0]))

    assert named(refusal) == "desksale_settlement_is_open"


def test_settlement_is_not_closed_without_a_report():
    write(SettlementFactory(), state="CLOSED", closed_at=later(hours=1))

    with pytest.raises(IntegrityError) as refusal, connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert named(refusal) == "cashsettlement_closed_has_closing"


@pytest.mark.parametrize(
    "values", [{"number": 2}, {"previous_hash": "0" * 64}], ids=["number", "hash"]
)
def test_closing_follows_the_one_before(values):
    with pytest.raises(IntegrityError) as refusal:
        closing(**values)

    assert named(refusal) == "closing_follows_the_one_before"


def test_second_closing_names_the_hash_of_the_first(closed):
    settlement = SettlementFactory(point=closed[0].point, at=later(days=3))

    with pytest.raises(IntegrityError) as refusal:
        closing(settlement=settlement, number=4, previous_hash="1" * 64)

    assert named(refusal) == "closing_follows_the_one_before"


def test_closings_form_a_chain(closed):
    first, second, third = (one.closing for one in closed)

    assert [one.number for one in (first, second, third)] == [1, 2, 3]
    assert (first.previous_hash, second.previous_hash) == ("", first.hash)
    assert third.hash == hash_of(Closing.objects.get(number=3).facts, second.hash)
    assert list(unfit_closings(first.point)) == []


def test_changed_facts_break_the_chain(closed):
    second = closed[1].closing
    facts = {**second.facts, "by": "somebody else"}

    with pgtrigger.ignore("sales.Closing:append_only"):
        write(second, facts=facts)
    assert list(unfit_closings(second.point)) == [second]

    # A new hash over the new facts is not the one that the third closing names.
    with pgtrigger.ignore("sales.Closing:append_only"):
        write(second, hash=hash_of(facts, second.previous_hash))
    assert list(unfit_closings(second.point)) == [closed[2].closing]


def test_missing_closing_breaks_the_chain(closed):
    connection.check_constraints()
    with pgtrigger.ignore("sales.Closing:append_only"):
        Closing.objects.filter(number=2)._raw_delete(Closing.objects.db)

    assert list(unfit_closings(closed[0].point)) == [closed[2].closing]
