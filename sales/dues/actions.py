"""The doors to dues: raising and dropping one with its document, recording what the bank paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from operators.tenancy.actors import Actor
from sales.books.accounts import Account, DocumentKind
from sales.books.actions import Document, Entry, Place, post_document, reverse_document
from sales.books.models import Ledger
from sales.dues.errors import (
    MoreThanDue,
    NothingDue,
    NotPaidYet,
    RecordedBefore,
    TransferStands,
)
from sales.dues.models import BankTransfer, Due
from sales.dues.states import DueEventName, DueState
from sales.money import ZERO, Money

if TYPE_CHECKING:
    from sales.invoices.models import Invoice
    from sales.statements.models import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which document asks for what: a positive amount is the seller's to pay, a negative one the
    party's."""

    ledger: Ledger
    party_id: int
    account: Account
    currency: str
    amount: Decimal
    due_on: date
    statement: Statement | None = None
    invoice: Invoice | None = None


def raise_due(asked: Asked) -> Due | None:
    """Note what a document asks to be paid, in its transaction; None where that is nothing. When
    and by whom, the document says."""
    if not asked.amount:
        return None
    return Due.objects.create(
        tenant_id=asked.ledger.tenant_id,
        ledger=asked.ledger,
        party_id=asked.party_id,
        account=asked.account,
        statement=asked.statement,
        invoice=asked.invoice,
        currency=asked.currency,
        amount=asked.amount,
        due_on=asked.due_on,
    )


@transaction.atomic(savepoint=False)
def drop_due(document: Statement | Invoice, *, by: Actor, at: datetime) -> Decimal:
    """Drop what a document asks for that is taken back now; returns what had been paid of it."""
    held = Due.objects.select_for_update(of=("self",), no_key=True)
    due = held.filter(**{document._meta.model_name or "": document}).first()
    if due is None:
        return ZERO
    due.drop()
    due.save()
    _note(due, DueEventName.DROPPED, by=by, at=at, amount=due.amount - due.paid_amount)
    return due.paid_amount


@transaction.atomic
def record_transfer(
    due: Due,
    *,
    reference: str,
    paid_on: date,
    amount: Decimal | None = None,
    by: Actor,
    at: datetime,
) -> BankTransfer:
    """Note that the bank paid a due, or a part of it: `amount` is positive either way, None for all
    that is open.

    It is posted on the day that it is recorded, or on the first open one: the account of the due
    against the bank. NothingDue; MoreThanDue; RecordedBefore; NotPaidYet.
    """
    due = Due.objects.lock(due)
    if paid_on > at.astimezone(due.tenant.zone).date():
        raise NotPaidYet
    if not due.left:
        raise NothingDue
    turns = due.transfers.filter(reference=reference).count()
    if turns % 2:
        raise RecordedBefore
    moved = due.left if amount is None else due.sign * amount
    if abs(moved) > abs(due.left):
        raise MoreThanDue(
            f"{Money(abs(due.left), due.currency)} is open here; record the rest for the document "
            "that it was meant for."
        )
    return _record(
        BankTransfer(
            due=due,
            reference=reference,
            turn=turns + 1,
            amount=moved,
            paid_on=paid_on,
            document=_post(due, moved, reference=reference, at=at),
        ),
        DueEventName.PAID,
        by=by,
        at=at,
    )


@transaction.atomic
def take_back_transfer(
    transfer: BankTransfer, *, reason: str, by: Actor, at: datetime
) -> BankTransfer:
    """Take back a transfer that was recorded by mistake, in the books as well; its due is open
    again by so much. TransferStands."""
    due = Due.objects.lock(transfer.due)
    is_reversed = BankTransfer.objects.filter(reverses=transfer).exists()
    if transfer.reverses_id or is_reversed or due.state == DueState.DROPPED:
        raise TransferStands
    posted = reverse_document(due.ledger, transfer.document, at=at)
    return _record(
        BankTransfer(
            due=due,
            reference=transfer.reference,
            turn=transfer.turn + 1,
            amount=-transfer.amount,
            paid_on=transfer.paid_on,
            document=posted[0].document,
            reverses=transfer,
            reason=reason,
        ),
        DueEventName.TAKEN_BACK,
        by=by,
        at=at,
    )


def _record(transfer: BankTransfer, name: DueEventName, *, by: Actor, at: datetime) -> BankTransfer:
    """Store it, and what it leaves of its due, which is locked."""
    due = transfer.due
    paid = due.paid_amount + transfer.amount
    if paid == due.amount:
        due.pay_rest()
    elif paid:
        due.pay_part(paid)
    else:
        due.reopen()
    due.save()
    transfer.recorded_by, transfer.recorded_at = str(by), at
    transfer.save()
    _note(due, name, by=by, at=at, amount=transfer.amount, reference=transfer.reference)
    return transfer


def _post(due: Due, amount: Decimal, *, reference: str, at: datetime) -> UUID:
    keeper = due.ledger.organisation_id
    posted = post_document(
        Document(DocumentKind.TRANSFER, due.tenant_id, keeper, due.currency, reference=reference),
        [
            Entry(Place(Account(due.account), due.party_id), amount),
            Entry(Place(Account.BANK, keeper), -amount),
        ],
        at=at,
    )
    return posted[0].document


def _note(due: Due, name: DueEventName, *, by: Actor, at: datetime, **details: object) -> None:
    told = {key: str(value) for key, value in details.items()}
    due.events.create(name=name, actor=str(by), happened_at=at, details=told)
