import pytest
from cryptography.hazmat.primitives.serialization import load_der_private_key

from operators.tenancy.sealing import unseal
from tests.factories.moments import NOW, later
from tests.factories.operators import TenantFactory
from tests.factories.wallets import (
    ISSUER,
    PASS_TYPE,
    SERVICE_ACCOUNT,
    TEAM,
    apple_identity,
    authority,
    intermediate,
    named,
    open_apple_account,
    open_google_account,
    packed,
    rsa_key,
    service_account,
)
from tickets.actions.wallets import apple_signer
from tickets.errors import NoWalletAccount, WalletKeysUnfit
from tickets.models import WalletAccount, WalletKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def tenant():
    return TenantFactory()


def test_apple_account_is_read_from_its_certificate(tenant):
    account = open_apple_account(tenant)

    assert (account.kind, account.identifier, account.holder) == (WalletKind.APPLE, PASS_TYPE, TEAM)
    assert account.certified_until == later(days=365)
    assert b"PRIVATE" not in account.sealed_private_key.encode()
    kept = load_der_private_key(unseal(account.sealed_private_key), None)
    assert kept.private_numbers() == rsa_key("apple").private_numbers()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"password": "wrong"}, "password"),
        ({"identity": b"no file"}, "cannot be read"),
        ({"intermediate": b"no file"}, "cannot be read"),
        ({"intermediate": b"-----BEGIN CERTIFICATE-----\n"}, "cannot be read"),
        ({"identity": apple_identity(until=NOW)}, "over"),
        ({"identity": apple_identity(signed_with="stranger")}, "did not issue"),
        ({"identity": packed(named("Somebody"))}, "no pass type"),
    ],
)
def test_files_that_do_not_fit_are_refused(tenant, changes, why):
    with pytest.raises(WalletKeysUnfit, match=why):
        open_apple_account(tenant, **changes)
    assert WalletAccount.objects.count() == 0


def test_google_account_is_read_from_its_key_file(tenant):
    account = open_google_account(tenant)

    assert account.kind == WalletKind.GOOGLE
    assert (account.identifier, account.holder) == (ISSUER, SERVICE_ACCOUNT)
    kept = load_der_private_key(unseal(account.sealed_private_key), None)
    assert kept.private_numbers() == rsa_key("google").private_numbers()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"issuer": "our company"}, "number"),
        ({"key_file": b"{}"}, "key file"),
        ({"key_file": b"\xff"}, "key file"),
        ({"key_file": service_account(private_key="none")}, "key file"),
    ],
)
def test_key_files_that_do_not_fit_are_refused(tenant, changes, why):
    with pytest.raises(WalletKeysUnfit, match=why):
        open_google_account(tenant, **changes)


def test_new_account_takes_the_place_of_the_one_before(tenant):
    first = open_google_account(tenant)
    other = open_apple_account(tenant)

    second = open_google_account(tenant, issuer="3388000000099999999")

    active = WalletAccount.objects.filter(tenant=tenant, is_active=True)
    assert set(active) == {second, other}
    assert not WalletAccount.objects.get(pk=first.pk).is_active


def test_account_of_another_tenant_signs_nothing(tenant):
    open_apple_account(TenantFactory())

    with pytest.raises(NoWalletAccount):
        apple_signer(tenant.pk, at=NOW)


def test_intermediate_is_the_one_that_issued(tenant):
    account = open_apple_account(tenant, intermediate=intermediate())

    assert apple_signer(tenant.pk, at=NOW).intermediates == (authority(),)
    assert account.certificates.count("BEGIN CERTIFICATE") == 2
