"""Processes that are killed while keys change: all or nothing, and the next try goes on.

KILL_AT_EVERY=1 kills at every statement; the suite leaves some out.
"""

from __future__ import annotations

import os
from functools import partial
from itertools import count

import pytest

from tests.apart import start
from tests.factories.moments import BY, later
from tests.factories.tickets import (
    ActiveKeyFactory,
    IssuerKeyFactory,
    TicketFactory,
    TicketTypeFactory,
    show_ticket,
)
from tickets.actions.key_life import renew_key
from tickets.actions.leaks import replace_leaked_key
from tickets.models import Barcode, IssuerKey, TicketEvent
from tickets.states import KeyState

pytestmark = pytest.mark.django_db(transaction=True)

STEP = int(os.environ.get("KILL_AT_EVERY", "7"))


def renew(pk: int) -> None:
    renew_key(IssuerKey.objects.get(pk=pk), by=BY, at=later(days=182))


def drill(pk: int) -> None:
    replace_leaked_key(IssuerKey.objects.get(pk=pk), by=BY, at=later(minutes=5))


def killed(call, point: int) -> bool:
    """Whether the process that made the call died there."""
    doomed = start(call, dies_at=point)
    doomed.go()
    return doomed.has_died()


def states(tenant) -> list[str]:
    keys = IssuerKey.objects.filter(tenant=tenant).order_by("pk")
    return list(keys.values_list("state", flat=True))


def test_change_of_keys_that_is_killed_happens_whole_or_not_at_all():
    for point in count(0, STEP):
        first = ActiveKeyFactory()
        IssuerKeyFactory(tenant=first.tenant, at=later(days=100))

        died = killed(partial(renew, first.pk), point)

        assert states(first.tenant) in (["ACTIVE", "NEXT"], ["RETIRED", "ACTIVE"])
        renew(first.pk)
        assert states(first.tenant) == ["RETIRED", "ACTIVE"]
        if not died:
            break


def test_drill_that_is_killed_never_leaves_the_leaked_key_signing_and_goes_on():
    for point in count(0, STEP):
        key = ActiveKeyFactory()
        kind = TicketTypeFactory(tenant=key.tenant, rotation_seconds=0)
        for ticket in TicketFactory.create_batch(3, ticket_type=kind):
            show_ticket(ticket)

        died = killed(partial(drill, key.pk), point)

        assert states(key.tenant) in (["ACTIVE"], ["REVOKED", "ACTIVE"])
        drill(key.pk)
        successor = IssuerKey.objects.get(tenant=key.tenant, state=KeyState.ACTIVE)
        assert states(key.tenant) == ["REVOKED", "ACTIVE"]
        assert Barcode.objects.filter(key=successor).count() == 3
        events = TicketEvent.objects.filter(name="REISSUED", ticket__tenant=key.tenant)
        assert events.count() == 3
        if not died:
            break
