"""Each named constraint and trigger of ours is broken once, and the database names it.

A constraint without an entry fails the first test, so that none is added without a violation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pghistory.models
import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models

from bookings.models import Purchase
from operators.fleet.actions import disable_asset
from operators.models import Asset
from sales.models import (
    Customer,
    ExtraCost,
    OrderNote,
    OrderVersion,
    PaymentTransaction,
    Posting,
    Receipt,
)
from sales.orders.customers import block_customer
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.bookings import BookingFactory
from tests.factories.books import books
from tests.factories.clients import ApiClientFactory
from tests.factories.documents import SettlementFactory, receipt
from tests.factories.dues import paid, written_due
from tests.factories.export_jobs import asked_export
from tests.factories.fleet import AssetFactory
from tests.factories.moments import BY, NOW
from tests.factories.operators import ApiTokenFactory
from tests.factories.providers import ProviderLinkFactory
from tests.factories.purchases import held_purchase
from tests.factories.sales import CustomerFactory, OrderFactory
from tests.factories.scenarios import LATER, open_shop
from tests.factories.support import case
from tests.factories.tickets import IssuerKeyFactory, TicketFactory
from tests.standing import standing
from tests.violations import EMPTY_COLUMNS, VIOLATIONS
from tests.violations.excluded import EXCLUDED
from tests.violations.orders import extra_cost, note, posting
from tests.violations.ways import Make, OfGoodRows, Violation, made_by

OURS = ["operators", "tickets", "sales", "bookings", "support", "protocols"]


def our_models() -> Iterator[type[models.Model]]:
    for label in OURS:
        yield from apps.get_app_config(label).get_models()


def test_every_constraint_has_its_violation():
    named = {constraint.name for model in our_models() for constraint in model._meta.constraints}

    assert named == VIOLATIONS.keys() | EXCLUDED.keys()
    assert VIOLATIONS.keys().isdisjoint(EXCLUDED)


@standing
def good(db: None, make: Make | None) -> Any:
    """The rows with which several violations begin."""
    return make() if make is not None else None


def violate(violation: Violation, good: Any) -> None:
    if isinstance(violation, OfGoodRows):
        violation.spoil(good)
    else:
        violation()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "make"),
    [pytest.param(name, made_by(way), id=name) for name, way in VIOLATIONS.items()],
)
def test_database_refuses_by_name(name, good):
    with pytest.raises(IntegrityError) as refusal:
        violate(VIOLATIONS[name], good)

    assert refusal.value.__cause__.diag.constraint_name == name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "way", "make"), [(name, way, made_by(way)) for name, way in EMPTY_COLUMNS]
)
def test_database_refuses_what_is_left_empty(name, way, good):
    """To compare with nothing is neither true nor false, and a check lets that pass."""
    with pytest.raises(IntegrityError) as refusal:
        violate(way, good)

    assert refusal.value.__cause__.diag.constraint_name == name


def blocked_customer() -> Customer:
    return block_customer(CustomerFactory(), by=BY, at=NOW)


def paid_transaction() -> PaymentTransaction:
    return OrderFactory().transactions.get()


def told_asset() -> Asset:
    return disable_asset(AssetFactory(), by=BY, at=NOW)


def purchase() -> Purchase:
    return held_purchase(open_shop(LATER), parts=1)


EVENTS: dict[str, Make] = {
    "operators_assetevent": told_asset,
    "operators_clientevent": ApiClientFactory,
    "operators_tokenevent": ApiTokenFactory,
    "tickets_keyevent": IssuerKeyFactory,
    "tickets_ticketevent": TicketFactory,
    "sales_accountevent": TravellerAccountFactory,
    "sales_customerevent": blocked_customer,
    "sales_dueevent": lambda: paid(written_due(OrderFactory())).due,
    "sales_exportevent": asked_export,
    "sales_orderevent": OrderFactory,
    "sales_providerlinkevent": ProviderLinkFactory,
    "sales_periodevent": lambda: books().periods.get(),
    "sales_settlementevent": SettlementFactory,
    "sales_paymentoperation": paid_transaction,
    "bookings_bookingevent": BookingFactory,
    "bookings_purchaseevent": purchase,
    "support_caseevent": case,
}


def events_of(row: models.Model) -> Any:
    return row.operations if isinstance(row, PaymentTransaction) else row.events


HISTORIES = [model for model in our_models() if issubclass(model, pghistory.models.Event)]
KEPT = ("added_insert", "changed_update", "deleted_delete")
TRIGGERS = (
    {f"{table}.{name}" for table in EVENTS for name in ("no_delete", "facts_stay")}
    | {f"{history._meta.db_table}.append_only" for history in HISTORIES}
    | {f"{history.pgh_tracked_model._meta.db_table}.{n}" for history in HISTORIES for n in KEPT}
) | {
    "sales_cashsettlement.closed_has_closing",
    "sales_cashsettlement.closed_stays",
    "sales_closing.append_only",
    "sales_closing.follows_the_one_before",
    "sales_desksale.counted_stays",
    "sales_desksale.facts_stay",
    "sales_desksale.no_delete",
    "sales_desksale.settlement_is_open",
    "sales_due.no_delete",
    "sales_extracost.append_only",
    "sales_movement.counted_stays",
    "sales_movement.facts_stay",
    "sales_movement.no_delete",
    "sales_movement.settlement_is_open",
    "sales_order.tally_of_changed",
    "sales_order.tally_of_gone",
    "sales_order.tally_of_new",
    "sales_ordernote.append_only",
    "sales_orderversion.append_only",
    "sales_posting.append_only",
    "sales_accountingperiod.closed_stays",
    "sales_accountingperiod.no_delete",
    "sales_ledger.never_reopens",
    "sales_periodtotal.append_only",
    "sales_posting.document_balances",
    "sales_posting.period_is_open",
    "sales_invoice.append_only",
    "sales_invoice.entries_add_up",
    "sales_invoice.numbers_have_no_gap",
    "sales_invoiceentry.append_only",
    "sales_payout.append_only",
    "sales_payout.lines_add_up",
    "sales_payoutline.append_only",
    "sales_payoutmatch.append_only",
    "sales_statement.append_only",
    "sales_statement.entries_add_up",
    "sales_statement.numbers_have_no_gap",
    "sales_statemententry.append_only",
    "sales_banktransfer.append_only",
    "tickets_blocklist.is_kept",
    "tickets_blocklist.only_grows",
    "tickets_blocklistentry.number_is_drawn_once",
    "sales_numberseries.grows_by_one",
    "sales_numberseries.is_kept",
    "sales_receipt.append_only",
    "sales_receipt.numbers_have_no_gap",
}


def test_every_trigger_is_tried():
    named = {
        f"{model._meta.db_table}.{trigger.name}"
        for model in our_models()
        for trigger in getattr(model._meta, "triggers", [])
    }

    assert named == TRIGGERS


@pytest.mark.django_db
@pytest.mark.parametrize("table", EVENTS)
def test_event_is_never_deleted(table):
    events = events_of(EVENTS[table]()).all()

    with pytest.raises(DatabaseError, match=f"Cannot delete rows from {table} table"):
        events._raw_delete(events.db)


@pytest.mark.django_db
@pytest.mark.parametrize("table", EVENTS)
def test_facts_of_an_event_never_change(table):
    events = events_of(EVENTS[table]())

    events.update(dispatched_at=NOW)
    with pytest.raises(DatabaseError, match=f"Cannot update rows from {table} table"):
        events.update(actor="somebody else")


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Posting, OrderVersion, ExtraCost, OrderNote, Receipt])
def test_what_is_appended_is_never_changed(model):
    extra_cost()
    note()
    receipt()

    with pytest.raises(DatabaseError, match=f"delete rows from {model._meta.db_table} table"):
        model.objects.update(order_id=0)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Posting, OrderVersion, ExtraCost, OrderNote, Receipt])
def test_what_is_appended_is_never_deleted(model):
    extra_cost()
    note()
    receipt()

    with pytest.raises(DatabaseError, match=f"delete rows from {model._meta.db_table} table"):
        model.objects.all().delete()


@pytest.mark.django_db
def test_posted_document_balances_at_commit():
    posting()

    with (
        pytest.raises(IntegrityError) as refusal,
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert refusal.value.__cause__.diag.constraint_name == "posting_document_balances"
