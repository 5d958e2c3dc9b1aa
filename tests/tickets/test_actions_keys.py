import django_fsm as fsm
import pytest

from operators.tenancy.sealing import unseal
from tests.factories.moments import BY, NOW, later
from tests.factories.operators import TenantFactory
from tests.factories.tickets import (
    ActiveKeyFactory,
    IssuerKeyFactory,
    TicketFactory,
    TicketTypeFactory,
    UicKeyFactory,
    show_ticket,
    signing_key,
)
from tickets.actions.barcodes import refresh_displayed_tickets
from tickets.actions.keys import activate_key, ensure_list_key, make_key, revoke_key
from tickets.codecs.circumstances import Circumstances
from tickets.codecs.keys import Algorithm, SigningKey, VerifyingKey
from tickets.codecs.reasons import Reason
from tickets.codecs.trust import KeyRing
from tickets.codecs.verification import KnownKey, verify_barcode, verify_token
from tickets.errors import KeyTooYoung, NoCompanyCode
from tickets.models import Barcode, IssuerKey
from tickets.states import KeyPurpose, KeyState

pytestmark = pytest.mark.django_db


def events_of(key):
    return list(key.events.order_by("pk").values_list("name", flat=True))


@pytest.mark.parametrize("algorithm", Algorithm)
def test_making_a_key_stores_the_private_half_sealed(algorithm):
    key = make_key(TenantFactory(), by=BY, at=NOW, algorithm=algorithm)

    pair = SigningKey.from_private_octets(algorithm, unseal(key.sealed_private_key))
    assert key.state == KeyState.NEXT
    assert (pair.kid, pair.public_jwk()) == (key.kid, key.public_jwk)
    assert events_of(key) == ["MADE"]


def test_activating_a_key_retires_the_one_before():
    first = ActiveKeyFactory()
    second = IssuerKeyFactory(tenant=first.tenant)

    activate_key(second, by=BY, at=later(days=7))

    before, now = IssuerKey.objects.order_by("pk")
    assert (before.state, before.retired_at) == (KeyState.RETIRED, later(days=7))
    assert (now.state, now.retired_at) == (KeyState.ACTIVE, None)
    assert events_of(before) == ["MADE", "ACTIVATED", "RETIRED"]
    assert events_of(now) == ["MADE", "ACTIVATED"]


def test_key_that_devices_may_not_know_is_not_activated():
    first = ActiveKeyFactory()
    second = IssuerKeyFactory(tenant=first.tenant)

    with pytest.raises(KeyTooYoung):
        activate_key(second, by=BY, at=later(days=7, seconds=-1))

    assert IssuerKey.objects.get(state=KeyState.ACTIVE) == first


def test_first_key_signs_at_once_whatever_its_age():
    key = activate_key(IssuerKeyFactory(), by=BY, at=NOW)

    assert (key.state, key.not_before) == (KeyState.ACTIVE, later(minutes=-5))


def test_key_for_each_purpose_signs_beside_the_others():
    tenant = TenantFactory()
    for purpose in KeyPurpose:
        signing_key(tenant, purpose)

    signing = IssuerKey.objects.filter(state=KeyState.ACTIVE)
    assert set(signing.values_list("purpose", flat=True)) == set(KeyPurpose)


def test_published_key_says_when_it_may_sign_at_the_earliest():
    """A barcode that it signs in that moment may belong to a window that began before."""
    jwk = IssuerKeyFactory().to_jwk()

    assert (jwk["status"], jwk["nbf"]) == ("next", int(later(days=7, minutes=-5).timestamp()))


def test_device_with_an_old_key_set_accepts_the_key_that_took_over():
    first = ActiveKeyFactory()
    second = IssuerKeyFactory(tenant=first.tenant)
    ring = KeyRing.from_jwks({"keys": [key.to_jwk() for key in (first, second)]})
    activate_key(second, by=BY, at=later(days=7))
    ticket = TicketFactory(ticket_type__tenant=first.tenant, at=later(days=7))

    shown = show_ticket(ticket, at=later(days=7))

    circumstances = Circumstances(at=later(days=7), zone=first.tenant.zone)
    verdict = verify_barcode(shown.octets, ring=ring, circumstances=circumstances)
    assert (shown.key, verdict.reason) == (second, Reason.OK)


def test_keys_for_uic_are_numbered_under_the_company_code():
    first = UicKeyFactory(uic_provider=1080)
    second = UicKeyFactory(tenant=first.tenant, uic_provider=None)

    numbers = [(key.uic_provider, key.uic_key_id) for key in (first, second, UicKeyFactory())]

    assert numbers == [(1080, 1), (1080, 2), (9999, 1)]


def test_first_key_for_uic_needs_the_company_code():
    with pytest.raises(NoCompanyCode):
        UicKeyFactory(uic_provider=None)


def test_first_key_for_block_lists_is_made_when_it_is_needed():
    tenant = TenantFactory()

    key = ensure_list_key(tenant, by=BY, at=NOW)

    assert (key.purpose, key.state) == (KeyPurpose.LIST, KeyState.ACTIVE)
    assert ensure_list_key(tenant, by=BY, at=later(days=1)) == key


def test_activating_a_key_leaves_other_tenants_alone():
    other = ActiveKeyFactory()

    ActiveKeyFactory()

    assert IssuerKey.objects.get(pk=other.pk).state == KeyState.ACTIVE


def test_activating_the_active_key_again_is_refused():
    key = ActiveKeyFactory()

    with pytest.raises(fsm.TransitionNotAllowed):
        activate_key(key, by=BY, at=NOW)

    assert IssuerKey.objects.get().state == KeyState.ACTIVE


@pytest.mark.parametrize("make", [IssuerKeyFactory, ActiveKeyFactory])
def test_revoking_withdraws_a_key(make):
    key = revoke_key(make(), by=BY, at=later(days=1))

    assert (key.state, key.revoked_at) == (KeyState.REVOKED, later(days=1))
    assert events_of(key)[-1] == "REVOKED"


def test_revoking_withdraws_a_retired_key():
    first = ActiveKeyFactory()
    ActiveKeyFactory(tenant=first.tenant)

    assert revoke_key(first, by=BY, at=NOW).state == KeyState.REVOKED


def test_revoking_twice_is_refused():
    key = revoke_key(ActiveKeyFactory(), by=BY, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed):
        revoke_key(key, by=BY, at=NOW)


def test_revoked_key_is_not_activated_again():
    key = revoke_key(IssuerKeyFactory(), by=BY, at=NOW)

    with pytest.raises(fsm.TransitionNotAllowed):
        activate_key(key, by=BY, at=NOW)


@pytest.mark.parametrize("rotation", [0, 30])
def test_revoking_gives_shown_tickets_a_barcode_of_the_next_key(rotation):
    key = ActiveKeyFactory()
    ticket = TicketFactory(ticket_type__tenant=key.tenant, ticket_type__rotation_seconds=rotation)
    leaked = show_ticket(ticket)

    revoke_key(key, by=BY, at=NOW)
    ActiveKeyFactory(tenant=key.tenant)

    fresh = show_ticket(ticket)
    assert fresh.payload != leaked.payload
    assert show_ticket(ticket, at=later(microseconds=1)).payload == fresh.payload
    assert Barcode.objects.filter(key=key).get().payload == leaked.payload


def test_revoking_keeps_what_was_shown_in_the_past():
    ticket = TicketFactory()
    shown = show_ticket(ticket)

    revoke_key(shown.key, by=BY, at=later(minutes=5))

    assert Barcode.objects.get().payload == shown.payload


def test_published_key_says_what_windows_it_may_have_signed():
    """A window may have begun before the key was made, and a wallet may have a day of them."""
    first = ActiveKeyFactory()
    ActiveKeyFactory(tenant=first.tenant, at=later(days=1))

    jwk = IssuerKey.objects.get(pk=first.pk).to_jwk()

    assert {name: jwk[name] for name in ("alg", "kid", "nbf", "exp", "status", "use")} == {
        "alg": "ES256",
        "kid": first.kid,
        "nbf": int(later(minutes=-5).timestamp()),
        "exp": int(later(days=2, minutes=5).timestamp()),
        "status": "retired",
        "use": "sig",
    }
    assert VerifyingKey.from_jwk(jwk).kid == first.kid


def test_barcode_made_ahead_by_a_key_that_was_retired_since_is_not_shown():
    kind = TicketTypeFactory(rotation_seconds=300)
    ticket = TicketFactory(ticket_type=kind)
    first = show_ticket(ticket)
    refresh_displayed_tickets(at=NOW)
    key = ActiveKeyFactory(tenant=kind.tenant, at=NOW)

    shown = show_ticket(ticket, at=first.ends_at)

    known = KnownKey.from_jwk(key.to_jwk())
    verdict = verify_token(shown.text, keys={known.kid: known}, at=first.ends_at)
    assert (shown.key, verdict.reason) == (key, Reason.OK)


def test_published_keys_hold_the_revoked_ones():
    first = ActiveKeyFactory()
    second = ActiveKeyFactory(tenant=first.tenant, at=later(days=1))
    revoke_key(first, by=BY, at=later(days=2))

    published = IssuerKey.objects.filter(tenant=first.tenant).published()

    assert [key.kid for key in published] == [first.kid, second.kid]
