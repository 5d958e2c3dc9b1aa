"""Two at once, on real connections, where keys are made, exchanged and replaced."""

from __future__ import annotations

from functools import partial
from threading import Event
from time import sleep

import pytest
from django.db import transaction

from tests.factories.moments import BY, NOW, later
from tests.factories.operators import TenantFactory
from tests.factories.tickets import (
    ActiveKeyFactory,
    TicketFactory,
    TicketTypeFactory,
    show_ticket,
    signing_key,
)
from tests.racing import race
from tests.tickets.judging import judge
from tickets.actions.key_life import rotate_keys
from tickets.actions.keys import activate_key, ensure_list_key, make_key, revoke_key
from tickets.actions.leaks import replace_leaked_key
from tickets.actions.showing import show_ticket as show
from tickets.codecs.reasons import Reason
from tickets.models import Barcode, IssuerKey, TicketEvent
from tickets.states import KeyPurpose, KeyState

pytestmark = pytest.mark.django_db(transaction=True)


def test_keys_for_uic_made_at_once_get_numbers_of_their_own():
    tenant = TenantFactory()
    making = partial(make_key, tenant, by=BY, at=NOW, purpose=KeyPurpose.UIC, uic_provider=1080)

    made = race(*[making] * 4)

    assert sorted(key.uic_key_id for key in made) == [1, 2, 3, 4]


def test_operators_that_share_a_company_code_get_numbers_of_their_own():
    tenants = TenantFactory.create_batch(4)
    making = {"by": BY, "at": NOW, "purpose": KeyPurpose.UIC, "uic_provider": 1080}

    made = race(*(partial(make_key, tenant, **making) for tenant in tenants))

    assert sorted(key.uic_key_id for key in made) == [1, 2, 3, 4]


def test_key_that_is_revoked_while_the_next_one_takes_over_stays_so():
    before = ActiveKeyFactory()
    following = make_key(before.tenant, by=BY, at=NOW)
    revoked = Event()
    at = later(days=8)

    def revoke():
        with transaction.atomic():
            revoke_key(before, by=BY, at=at)
            revoked.set()
            sleep(0.5)

    def activate():
        revoked.wait(timeout=10)
        return activate_key(following, by=BY, at=at)

    _, signing = race(revoke, activate)

    assert signing == following
    states = IssuerKey.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [KeyState.REVOKED, KeyState.ACTIVE]


def test_key_for_block_lists_is_made_once():
    tenant = TenantFactory()

    made = race(*[partial(ensure_list_key, tenant, by=BY, at=NOW)] * 4)

    assert {key.pk for key in made} == {IssuerKey.objects.get().pk}


@pytest.mark.parametrize(
    ("day", "states"), [(167, ["ACTIVE", "NEXT"]), (182, ["RETIRED", "ACTIVE"])]
)
def test_timers_at_once_do_one_step(day, states):
    key = ActiveKeyFactory()
    signing_key(key.tenant, KeyPurpose.LIST)
    rotate_keys(by=BY, at=later(days=167)) if day > 167 else None

    race(*[partial(rotate_keys, by=BY, at=later(days=day))] * 3)

    of_tokens = IssuerKey.objects.filter(purpose=KeyPurpose.T1).order_by("pk")
    assert list(of_tokens.values_list("state", flat=True)) == states


def test_drills_at_once_leave_one_successor_and_one_barcode():
    key = ActiveKeyFactory()
    kind = TicketTypeFactory(tenant=key.tenant, rotation_seconds=0)
    tickets = TicketFactory.create_batch(5, ticket_type=kind)
    for ticket in tickets:
        show_ticket(ticket)

    done = race(*[partial(replace_leaked_key, key, by=BY, at=later(minutes=5))] * 2)

    assert {each.successor for each in done} == {IssuerKey.objects.get(state=KeyState.ACTIVE)}
    assert Barcode.objects.filter(key=done[0].successor).count() == 5
    assert TicketEvent.objects.filter(name="REISSUED").count() == 5


def test_tickets_shown_during_a_drill_are_good_at_their_next_fetch():
    key = ActiveKeyFactory()
    kind = TicketTypeFactory(tenant=key.tenant, rotation_seconds=0)
    tickets = TicketFactory.create_batch(6, ticket_type=kind)
    at = later(minutes=5)

    race(
        partial(replace_leaked_key, key, by=BY, at=at),
        *[partial(show, ticket, at=at) for ticket in tickets],
    )

    answers = [judge(show(ticket, at=at)[1].octets, key.tenant, at=at).reason for ticket in tickets]
    assert answers == [Reason.OK] * 6
