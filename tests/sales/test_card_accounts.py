"""The keys of a tenant's account with the card provider."""

from __future__ import annotations

import pytest

from operators.tenancy.sealing import unseal
from sales.models import CardAccount
from sales.payments.actions import set_card_account
from sales.payments.errors import KeysUnfit
from tests.admin_world import address, button, logged_in, member
from tests.factories.moments import BY, NOW
from tests.factories.operators import TenantFactory
from tests.standing import standing

pytestmark = pytest.mark.django_db
KEYS = {
    "publishable_key": "pk_test_public1",
    "secret_key": "sk_test_hidden1",
    "callback_secret": "whsec_hidden2",
}


@standing
def tenant():
    return TenantFactory()


def test_secrets_are_sealed(tenant):
    account = set_card_account(tenant, **KEYS, by=BY, at=NOW)

    assert unseal(account.sealed_secret_key) == b"sk_test_hidden1"
    assert unseal(account.sealed_callback_secret) == b"whsec_hidden2"
    assert (account.publishable_key, account.created_at) == ("pk_test_public1", NOW)


def test_new_keys_keep_the_address_of_callbacks(tenant):
    first = set_card_account(tenant, **KEYS, by=BY, at=NOW)
    again = set_card_account(tenant, **{**KEYS, "secret_key": "rk_test_x"}, by=BY, at=NOW)

    assert (again.pk, again.reference) == (first.pk, first.reference)
    assert unseal(CardAccount.objects.get().sealed_secret_key) == b"rk_test_x"


@pytest.mark.parametrize(
    "wrong",
    [
        {"publishable_key": "sk_test_x"},
        {"publishable_key": "pk_live_x"},
        {"secret_key": "pk_test_x"},
        {"secret_key": ""},
        {"secret_key": "sk_test_x\nX-Header: y"},
        {"callback_secret": "sk_test_x"},
    ],
)
def test_keys_that_are_none_are_refused(tenant, wrong):
    with pytest.raises(KeysUnfit):
        set_card_account(tenant, **{**KEYS, **wrong}, by=BY, at=NOW)

    assert not CardAccount.objects.exists()


def test_administrator_sets_keys_that_no_page_shows(tenant):
    browser = logged_in(member(tenant))
    page = button("operators_tenant_card_keys", tenant)

    asked = browser.get(page)
    response = browser.post(page, KEYS, follow=True)
    account = CardAccount.objects.get()
    shown = browser.get(address(account, "change"))

    assert asked.text.count('type="password"') == 2
    assert account.tenant == tenant
    assert f"/payments/callbacks/card/{account.reference}" in shown.text
    for text in (response.text, shown.text, browser.get(page).text):
        assert "sk_test_hidden1" not in text
        assert "whsec_hidden2" not in text
    assert "pk_test_public1" in shown.text


def test_administrator_is_told_of_wrong_keys(tenant):
    browser = logged_in(member(tenant))
    page = button("operators_tenant_card_keys", tenant)

    response = browser.post(page, {**KEYS, "secret_key": "sk_live_hidden1"}, follow=True)

    assert "One of the keys is for tests" in response.text
    assert "sk_live_hidden1" not in response.text
    assert not CardAccount.objects.exists()
