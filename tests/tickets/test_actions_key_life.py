"""Keys that grow old."""

from datetime import timedelta

import pytest

from tests.factories.moments import BY, NOW, later
from tests.factories.tickets import (
    ActiveKeyFactory,
    IssuerKeyFactory,
    TicketFactory,
    TicketTypeFactory,
    show_ticket,
    signing_key,
)
from tickets.actions.key_life import remove_keys, renew_key, rotate_keys
from tickets.actions.keys import revoke_key
from tickets.models import IssuerKey
from tickets.states import KeyPurpose, KeyState, ValidityKind
from tickets.validity import Validity

pytestmark = pytest.mark.django_db


def states(purpose=KeyPurpose.T1):
    keys = IssuerKey.objects.filter(purpose=purpose).order_by("pk")
    return list(keys.values_list("state", flat=True))


def rotate(**after):
    return rotate_keys(by=BY, at=later(**after))


@pytest.fixture
def key(db):
    """A key that signs, of a tenant whose block lists are signed."""
    made = ActiveKeyFactory()
    signing_key(made.tenant, KeyPurpose.LIST)
    return made


@pytest.mark.parametrize("purpose", KeyPurpose)
def test_key_goes_through_its_year_by_the_timer_alone(purpose):
    first = ActiveKeyFactory(
        purpose=purpose, uic_provider=1080 if purpose == KeyPurpose.UIC else None
    )
    seen = []

    for day in range(370):
        rotate_keys(by=BY, at=NOW + timedelta(days=day))
        now = (states(purpose), day)
        if not seen or seen[-1][0] != now[0]:
            seen.append(now)

    assert seen == [
        (["ACTIVE"], 0),
        (["ACTIVE", "NEXT"], 167),
        (["RETIRED", "ACTIVE"], 182),
        (["REMOVED", "ACTIVE"], 185),
        (["REMOVED", "ACTIVE", "NEXT"], 349),
        (["REMOVED", "RETIRED", "ACTIVE"], 364),
        (["REMOVED", "REMOVED", "ACTIVE"], 367),
    ]
    assert [event.name for event in first.events.order_by("pk")] == [
        "MADE",
        "ACTIVATED",
        "RETIRED",
        "REMOVED",
    ]


def test_next_key_is_of_the_same_kind():
    first = ActiveKeyFactory(purpose=KeyPurpose.UIC, uic_provider=1080)
    ActiveKeyFactory(tenant=first.tenant, algorithm="Ed25519")

    rotate(days=167)

    made = IssuerKey.objects.filter(state=KeyState.NEXT).order_by("purpose")
    assert [(key.algorithm, key.uic_provider, key.uic_key_id) for key in made] == [
        ("Ed25519", None, None),
        ("ES256", 1080, 2),
    ]


def test_timer_again_does_nothing(key):
    assert (rotate(days=167), rotate(days=167), rotate(days=181)) == (2, 0, 0)


def test_key_that_was_published_late_waits_until_devices_know_it(key):
    IssuerKeyFactory(tenant=key.tenant, at=later(days=180))

    assert rotate(days=186, hours=23) == 1
    assert states() == ["ACTIVE", "NEXT"]
    rotate(days=187)
    assert states() == ["RETIRED", "ACTIVE"]


def test_tenant_that_signs_barcodes_gets_a_key_for_block_lists():
    ActiveKeyFactory()

    assert rotate() == 1

    assert states(KeyPurpose.LIST) == [KeyState.ACTIVE]


def test_tenant_that_signs_nothing_gets_none():
    IssuerKeyFactory()

    assert rotate() == 0


def test_key_is_removed_when_the_last_ticket_that_it_signed_has_ended(key):
    kind = TicketTypeFactory(tenant=key.tenant, rotation_seconds=0)
    month = Validity(ValidityKind.DURATION, minutes=30 * 24 * 60)
    show_ticket(TicketFactory(ticket_type=kind, validity=month))
    ActiveKeyFactory(tenant=key.tenant)

    moments = [later(days=29, hours=23), later(days=30)]

    assert [remove_keys(by=BY, at=at) for at in moments] == [0, 1]


def test_removed_key_has_no_private_half_and_is_told_no_more(key):
    ActiveKeyFactory(tenant=key.tenant)

    remove_keys(by=BY, at=later(days=3))

    key.refresh_from_db()
    assert (key.sealed_private_key, key.removed_at) == ("", later(days=3))
    assert key not in IssuerKey.objects.published()


def test_removed_key_that_leaks_is_told_as_revoked(key):
    ActiveKeyFactory(tenant=key.tenant)
    remove_keys(by=BY, at=later(days=3))

    revoke_key(key, by=BY, at=later(days=4))

    assert key in IssuerKey.objects.published()


def test_revoked_key_is_never_removed(key):
    revoke_key(key, by=BY, at=NOW)

    assert remove_keys(by=BY, at=later(days=400)) == 0


def test_key_that_retired_meanwhile_is_not_renewed(key):
    ActiveKeyFactory(tenant=key.tenant)

    assert renew_key(key, by=BY, at=later(days=182)) is False
