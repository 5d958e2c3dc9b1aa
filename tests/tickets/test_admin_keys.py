"""Making the keys that sign barcodes."""

import pytest

from operators.models import Role
from tests.admin_world import address, button, logged_in, member, superuser
from tests.factories.scenarios import open_shop
from tests.standing import standing
from tickets.models import IssuerKey
from tickets.states import KeyState

pytestmark = pytest.mark.django_db

MAKE = "tickets_issuerkey_make"


@standing
def shop():
    return open_shop()


def test_administrator_makes_a_key_for_the_own_tenant(shop):
    other = open_shop()
    browser = logged_in(member(shop.tenant))
    form = {"tenant": other.tenant.pk, "purpose": "T1", "algorithm": "Ed25519"}

    response = browser.post(button(MAKE), form)

    key = IssuerKey.objects.get(state=KeyState.NEXT)
    assert (key.tenant, key.algorithm) == (shop.tenant, "Ed25519")
    assert response.url == address(IssuerKey, "changelist")


def test_superuser_chooses_whose_key_is_made(shop):
    other = open_shop()
    browser = logged_in(superuser())
    form = {"tenant": other.tenant.pk, "purpose": "T1", "algorithm": "ES256"}

    page = browser.get(button(MAKE))
    browser.post(button(MAKE), form)

    assert set(page.context["form"].fields["tenant"].queryset) == {shop.tenant, other.tenant}
    assert IssuerKey.objects.get(state=KeyState.NEXT).tenant == other.tenant


@pytest.mark.parametrize("role", [Role.FINANCE, Role.SUPPORT, Role.INSPECTOR])
def test_nobody_else_makes_keys(shop, role):
    browser = logged_in(member(shop.tenant, role))

    response = browser.post(button(MAKE), {"algorithm": "ES256"})

    assert response.status_code == 403
    assert not IssuerKey.objects.filter(state=KeyState.NEXT).exists()
