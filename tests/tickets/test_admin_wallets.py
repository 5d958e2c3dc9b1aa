import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from operators.models import Role
from tests.admin_world import button, logged_in, member
from tests.factories.moments import NOW
from tests.factories.operators import TenantFactory, UserFactory
from tests.factories.styles import GoogleAccountFactory
from tests.factories.wallets import (
    ISSUER,
    PASS_TYPE,
    PASSWORD,
    SERVICE_ACCOUNT,
    TEAM,
    apple_identity,
    intermediate,
    service_account,
)
from tickets.models import WalletAccount, WalletKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
APPLE, GOOGLE = "tickets_walletaccount_set_apple", "tickets_walletaccount_set_google"


def file(name, octets):
    return SimpleUploadedFile(name, octets)


def apple(**changes):
    return {
        "identity": file("pass.p12", apple_identity()),
        "password": PASSWORD,
        "intermediate": file("wwdr.cer", intermediate()),
    } | changes


def google(**changes):
    facts = {"issuer": ISSUER, "key_file": file("key.json", service_account())}
    return facts | changes


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def tenant():
    return TenantFactory()


@pytest.fixture
def boss(tenant):
    return logged_in(member(tenant))


def test_apple_account_is_set_up_from_its_files(tenant, boss):
    response = boss.post(button(APPLE), apple())

    assert response.status_code == 302
    account = WalletAccount.objects.get()
    assert (account.tenant, account.kind) == (tenant, WalletKind.APPLE)
    assert (account.identifier, account.holder) == (PASS_TYPE, TEAM)


def test_google_account_is_set_up_from_its_file(boss):
    boss.post(button(GOOGLE), google())

    account = WalletAccount.objects.get()
    assert (account.identifier, account.holder) == (ISSUER, SERVICE_ACCOUNT)


def test_new_account_takes_the_place_of_the_last(tenant, boss):
    GoogleAccountFactory(tenant=tenant, identifier="12345")

    boss.post(button(GOOGLE), google())

    active = WalletAccount.objects.get(is_active=True)
    assert active.identifier == ISSUER


def test_files_that_do_not_fit_are_told(boss):
    response = boss.post(button(APPLE), apple(password="wrong"), follow=True)

    assert "the password is wrong" in response.text
    assert WalletAccount.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "sent", "missing"),
    [
        (APPLE, {}, {"identity", "intermediate"}),
        (GOOGLE, {}, {"issuer", "key_file"}),
        (GOOGLE, google(key_file=file("key.json", bytes(50_001))), {"key_file"}),
    ],
)
def test_what_is_missing_is_told(boss, name, sent, missing):
    response = boss.post(button(name), sent)

    assert set(response.context["form"].errors) == missing
    assert 'enctype="multipart/form-data"' in response.text
    assert WalletAccount.objects.count() == 0


@pytest.mark.parametrize("role", [Role.FINANCE, Role.SUPPORT, Role.INSPECTOR])
@pytest.mark.parametrize("name", [APPLE, GOOGLE])
def test_others_set_up_no_account(tenant, role, name):
    other = logged_in(member(tenant, role))

    assert other.get(button(name)).status_code == 403
    assert other.post(button(name), google()).status_code == 403
    assert WalletAccount.objects.count() == 0


def test_superuser_says_whose_account_it_is(tenant):
    root = logged_in(UserFactory(is_superuser=True, is_staff=True))

    root.post(button(GOOGLE), google(tenant=tenant.pk))

    assert WalletAccount.objects.get().tenant == tenant


def test_account_is_shown_without_its_secrets_and_not_changed(tenant, boss):
    account = GoogleAccountFactory(tenant=tenant)
    page = reverse("admin:tickets_walletaccount_change", args=[account.pk])

    shown = boss.get(page)

    assert account.identifier in shown.text
    assert account.sealed_private_key not in shown.text
    assert boss.post(page, google()).status_code == 403
