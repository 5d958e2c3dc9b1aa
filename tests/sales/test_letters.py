"""Letters are sent once they are due, tried again, and given up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from sales.letters.actions import MOST_ATTEMPTS, send_letters
from sales.models import Letter
from sales.tasks import send_letters as send_due_letters
from tests.factories.documents import letter
from tests.factories.moments import BY, NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed_office(settings):
    settings.EMAIL_BACKEND = "tests.sales.test_letters.ClosedOffice"


class ClosedOffice(EmailBackend):
    """Takes no letters."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("nobody is in")


def send(at=NOW):
    return send_letters(by=BY, at=at, limit=10)


def test_letter_is_sent_once():
    written = letter(subject="Two\nlines " + "x" * 200)

    assert (send(), send()) == (1, 0)

    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["kari@example.no"], ("Two lines " + "x" * 200)[:150])
    written.refresh_from_db()
    assert (written.sent_at, written.due_at, written.attempts) == (NOW, None, 1)


def test_task_sends_what_is_due():
    letter()

    assert send_due_letters() == 1


def test_letter_that_fails_is_tried_later_and_given_up_in_the_end(closed_office):
    written = letter()
    at, waits = NOW, []

    for _ in range(MOST_ATTEMPTS):
        assert send(at) == 0
        written.refresh_from_db()
        if written.due_at:
            waits.append(written.due_at - at)
            at = written.due_at

    assert waits[:3] == [timedelta(minutes=wait) for wait in (1, 2, 4)]
    assert (len(waits), written.failure) == (MOST_ATTEMPTS - 1, "nobody is in")
    assert (written.due_at, written.sent_at) == (None, None)


def test_letter_that_no_mail_can_carry_holds_up_no_other():
    # A label of a domain has 63 characters at most, once it is written in ASCII.
    unsendable = letter(recipient=f"kari@{'å' * 60}.example")
    letter()

    assert send(later(minutes=1)) == 1

    unsendable.refresh_from_db()
    assert (unsendable.attempts, unsendable.sent_at) == (1, None)
    assert unsendable.failure != ""


def test_letter_that_failed_is_sent_when_the_office_is_open(settings):
    letter()
    settings.EMAIL_BACKEND = "tests.sales.test_letters.ClosedOffice"
    send()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert (send(), send(later(minutes=1))) == (0, 1)
    assert Letter.objects.get().failure == ""
