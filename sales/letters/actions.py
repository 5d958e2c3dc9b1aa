"""Writing letters, and sending them."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction

from operators.tenancy.actors import Actor
from sales.letters.models import Letter
from sales.letters.states import Language, LetterKind
from sales.orders.models import Order

MOST_ATTEMPTS = 10
FIRST_WAIT = timedelta(minutes=1)
LONGEST_SUBJECT = 150


def write_letter(
    order: Order,
    *,
    order_version: int,
    kind: LetterKind,
    recipient: str,
    language: Language,
    subject: str,
    text: str,
    is_copy: bool = False,
    at: datetime,
) -> Letter:
    """A letter that is sent once the transaction is committed; a step of the actions that tell."""
    return Letter.objects.create(
        order=order,
        order_version=order_version,
        kind=kind,
        is_copy=is_copy,
        recipient=recipient,
        language=language,
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        text=text,
        written_at=at,
        due_at=at,
    )


def send_letters(*, by: Actor, at: datetime, limit: int) -> int:
    """Send the letters that are due, each in a transaction of its own; returns how many were sent.

    What fails is tried again after 1, 2, 4 … minutes, ten times. A worker that dies between the
    sending and the note of it sends a letter twice rather than not at all.
    """
    due = Letter.objects.due(at).order_by("due_at", "pk").values_list("pk", flat=True)[:limit]
    return sum(_send(pk, at=at) for pk in list(due))


@transaction.atomic
def _send(pk: int, *, at: datetime) -> bool:
    letter = Letter.objects.due(at).lock_free().filter(pk=pk).first()
    if letter is None:
        return False
    letter.attempts += 1
    try:
        EmailMessage(letter.subject, letter.text, to=[letter.recipient]).send()
    except (OSError, SMTPException) as failure:
        letter.note_failure(str(failure) or type(failure).__name__, next_at=_next(letter, at))
    else:
        letter.note_sent(at=at)
    letter.save()
    return letter.sent_at is not None


def _next(letter: Letter, at: datetime) -> datetime | None:
    if letter.attempts >= MOST_ATTEMPTS:
        return None
    return at + FIRST_WAIT * 2 ** (letter.attempts - 1)
