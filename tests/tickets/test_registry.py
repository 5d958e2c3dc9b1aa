"""The list of public keys for the registry of the railways."""

from base64 import b64decode
from io import StringIO
from xml.etree.ElementTree import fromstring

import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.core.management import CommandError, call_command

from operators.models import Role
from tests.admin_world import button, logged_in, member
from tests.factories.moments import BY, later
from tests.factories.operators import TenantFactory
from tests.factories.tickets import ActiveKeyFactory, UicKeyFactory
from tickets.actions.key_life import remove_keys
from tickets.actions.keys import revoke_key
from tickets.codecs.keys import VerifyingKey
from tickets.registry import list_keys, registered_keys

pytestmark = pytest.mark.django_db


def read(written):
    return fromstring(written)  # noqa: S314 - our own list


def listed(*tenants):
    """The list as whoever reads it sees it: text by name, for each key."""
    root = read(list_keys(registered_keys(tenants)))
    return [{element.tag: element.text for element in key} for key in root]


def test_key_is_listed_with_the_elements_of_the_registry():
    key = UicKeyFactory(uic_provider=1080)

    [told] = listed(key.tenant)

    public = told.pop("publicKey")
    assert {name: (text or "").strip() for name, text in told.items()} == {
        "issuerName": key.tenant.name,
        "issuerCode": "1080",
        "versionType": "DOSIPAS",
        "signatureAlgorithm": "SHA256withECDSA",
        "id": "1",
        "barcodeVersion": "2",
        "startDate": f"{key.not_before:%Y-%m-%d}",
        "endDate": "2027-12-08",
        "barcodeXsd": "",
        "allowedProductOwnerCodes": "",
        "keyForged": "false",
        "commentForEncryptionType": "ECDSA P-256, 1.2.840.10045.4.3.2",
    }
    assert VerifyingKey(load_der_public_key(b64decode(public))).kid == key.kid


def test_other_keys_and_removed_ones_are_not_listed():
    old = ActiveKeyFactory(purpose="UIC", uic_provider=1080)
    ActiveKeyFactory(tenant=old.tenant, purpose="UIC", uic_provider=1080)
    ActiveKeyFactory(tenant=old.tenant)
    UicKeyFactory()
    remove_keys(by=BY, at=later(days=3))

    assert [key["id"] for key in listed(old.tenant)] == ["2"]


def test_revoked_key_is_told_as_forged():
    key = UicKeyFactory()
    revoke_key(key, by=BY, at=later(days=1))

    [told] = listed(key.tenant)

    assert (told["keyForged"], told["endDate"]) == ("true", f"{later(days=1):%Y-%m-%d}")


def test_command_writes_the_keys_of_one_tenant_or_of_all(tmp_path):
    key = UicKeyFactory()
    UicKeyFactory()
    path, told = tmp_path / "keys.xml", StringIO()

    call_command("export_uic_keys", str(path), "--tenant", key.tenant.slug, stdout=told)
    one = len(read(path.read_bytes()))
    call_command("export_uic_keys", str(path), stdout=told)

    assert (one, len(read(path.read_bytes()))) == (1, 2)
    assert told.getvalue().splitlines() == [f"Keys written to {path}: {count}." for count in (1, 2)]


def test_command_refuses_a_tenant_that_is_none(tmp_path):
    with pytest.raises(CommandError, match="no tenant nowhere"):
        call_command("export_uic_keys", str(tmp_path / "keys.xml"), "--tenant", "nowhere")


def test_administrator_takes_the_list_of_the_own_tenant():
    key = UicKeyFactory()
    UicKeyFactory()
    browser = logged_in(member(key.tenant))

    response = browser.get(button("tickets_issuerkey_list_for_registry"))

    assert response["Content-Type"] == "application/xml"
    [told] = read(response.content)
    assert told.findtext("issuerName") == key.tenant.name


@pytest.mark.parametrize("role", [Role.FINANCE, Role.SUPPORT, Role.INSPECTOR])
def test_nobody_else_takes_the_list(role):
    browser = logged_in(member(TenantFactory(), role))

    assert browser.get(button("tickets_issuerkey_list_for_registry")).status_code == 403
