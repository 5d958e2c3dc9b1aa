"""Writing letters, and sending them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction

from operators.tenancy.actors import Actor
from sales.letters.addresses import text_to_send
from sales.letters.models import Letter
from sales.letters.states import Language, LetterKind
from sales.orders.models import Order

MOST_ATTEMPTS = 10
FIRST_WAIT = timedelta(minutes=1)
LONGEST_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class Message:
    """What a letter says, to whom, and the document that goes with it."""

    recipient: str
    language: Language
    subject: str
    text: str
    attachment: bytes | None = None
    """A PDF."""
    attachment_name: str = ""

    def columns(self) -> dict[str, Any]:
        """As it is stored."""
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**told, "subject": " ".join(self.subject.split())[:LONGEST_SUBJECT]}


def write_letter(
    order: Order,
    message: Message,
    *,
    order_version: int,
    kind: LetterKind,
    is_copy: bool = False,
    at: datetime,
) -> Letter:
    """A letter that is sent once the transaction is committed; a step of the actions that tell."""
    return Letter.objects.create(
        tenant_id=order.tenant_id,
        order=order,
        order_version=order_version,
        kind=kind,
        is_copy=is_copy,
        written_at=at,
        due_at=at,
        **message.columns(),
    )


def write_invoice_letter(
    tenant_id: int, invoice_id: int, message: Message, *, at: datetime
) -> Letter:
    """A letter with an invoice or a credit note; a step, as above."""
    return Letter.objects.create(
        tenant_id=tenant_id,
        invoice_id=invoice_id,
        kind=LetterKind.INVOICE,
        written_at=at,
        due_at=at,
        **message.columns(),
    )


def write_account_letter(
    tenant_id: int, account_id: int, message: Message, *, at: datetime
) -> Letter:
    """A letter to a traveller about their account; a step, as above."""
    return Letter.objects.create(
        tenant_id=tenant_id,
        account_id=account_id,
        kind=LetterKind.ACCOUNT,
        written_at=at,
        due_at=at,
        **message.columns(),
    )


def send_letters(*, by: Actor, at: datetime, limit: int) -> int:
    """Send the letters that are due, each in a transaction of its own; returns how many were sent.

    What fails is tried again after 1, 2, 4 … minutes, ten times; so is what cannot be sent at all,
    which holds up no other. A worker that dies between the sending and the note of it sends a
    letter twice rather than not at all.
    """
    due = Letter.objects.due(at).order_by("due_at", "pk").values_list("pk", flat=True)[:limit]
    return sum(_send(pk, by=by, at=at) for pk in list(due))


@transaction.atomic
def _send(pk: int, *, by: Actor, at: datetime) -> bool:
    letter = Letter.objects.due(at).lock_free().filter(pk=pk).first()
    if letter is None:
        return False
    letter.attempts += 1
    try:
        _message(letter, text=text_to_send(letter, by=by, at=at)).send()
    except (OSError, SMTPException, ValueError) as failure:
        # ValueError: an address that is well-formed, but that no mail can name.
        letter.note_failure(str(failure) or type(failure).__name__, next_at=_next(letter, at))
    else:
        letter.note_sent(at=at)
    letter.save()
    return letter.sent_at is not None


def _message(letter: Letter, *, text: str) -> EmailMessage:
    message = EmailMessage(letter.subject, text, to=[letter.recipient])
    if letter.attachment is not None:
        message.attach(letter.attachment_name, bytes(letter.attachment), "application/pdf")
    return message


def _next(letter: Letter, at: datetime) -> datetime | None:
    if letter.attempts >= MOST_ATTEMPTS:
        return None
    return at + FIRST_WAIT * 2 ** (letter.attempts - 1)
