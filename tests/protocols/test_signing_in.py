"""Travellers who sign in at a page of ours: not without end."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from rest_framework.exceptions import Throttled

from protocols.models import ClientCount, Limited
from protocols.signing_in import sign_in
from protocols.strangers import LIMITS, Limit
from sales.accounts.errors import SignInRefused
from tests.factories.accounts import PASSWORD, TravellerAccountFactory
from tests.factories.moments import NOW, later
from tests.factories.operators import TenantFactory
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def account():
    return TravellerAccountFactory(email="anna@home.example")


def come(account, password=PASSWORD, *, address="192.0.2.1", email=None, at=NOW):
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    return sign_in(request, account.tenant, email or account.email, password, at=at)


def test_right_password_is_not_counted(account):
    for _ in range(3):
        assert come(account) == account

    assert set(ClientCount.objects.values_list("requests", flat=True)) == {0}


def test_address_that_tried_too_often_waits_even_with_the_right_password(account, monkeypatch):
    monkeypatch.setitem(LIMITS, Limited.LOGIN, Limit(2, 900))
    for _ in range(2):
        with pytest.raises(SignInRefused):
            come(account, "wrong")

    with pytest.raises(Throttled) as refusal:
        come(account)
    assert refusal.value.wait == 900
    assert come(account, address="192.0.2.2") == account
    assert come(account, at=later(minutes=15)) == account


def test_account_that_is_tried_from_many_addresses_waits(account, monkeypatch):
    monkeypatch.setitem(LIMITS, Limited.LOGIN_NAME, Limit(2, 900))
    for place in (1, 2):
        with pytest.raises(SignInRefused):
            come(account, "wrong", address=f"192.0.2.{place}", email=" Anna@HOME.example")

    with pytest.raises(Throttled):
        come(account, address="192.0.2.3")


def test_same_address_of_another_tenant_is_counted_by_itself(account, monkeypatch):
    monkeypatch.setitem(LIMITS, Limited.LOGIN_NAME, Limit(1, 900))
    other = TravellerAccountFactory(email=account.email, tenant=TenantFactory())
    with pytest.raises(SignInRefused):
        come(other, "wrong")

    assert come(account) == account
