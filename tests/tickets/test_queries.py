"""Which keys a tenant lacks."""

import pytest

from tests.counting import counted
from tests.factories.operators import TenantFactory
from tests.factories.tickets import TicketTypeFactory, UicTypeFactory, signing_key
from tickets.errors import NoSigningKey
from tickets.queries import check_signing_key, missing_keys
from tickets.states import KeyPurpose

pytestmark = pytest.mark.django_db

T1, UIC = KeyPurpose.T1, KeyPurpose.UIC


def missing(tenant):
    return missing_keys([tenant]).get(tenant.pk)


def test_tenant_without_types_lacks_the_key_for_compact_tokens():
    tenant = TenantFactory()

    assert missing(tenant) == [T1]

    signing_key(tenant, T1)
    assert missing(tenant) is None


def test_tenant_lacks_a_key_for_each_format_of_its_types():
    kind = UicTypeFactory()
    signing_key(kind.tenant, T1)
    assert missing(kind.tenant) == [UIC]

    signing_key(kind.tenant, UIC)
    assert missing(kind.tenant) is None


def test_tenant_with_uic_types_alone_lacks_no_other_key():
    kind = UicTypeFactory()
    signing_key(kind.tenant, UIC)

    assert missing(kind.tenant) is None

    TicketTypeFactory(tenant=kind.tenant)
    assert missing(kind.tenant) == [T1]


def test_keys_of_three_tenants_take_as_many_statements_as_those_of_one():
    tenants = TenantFactory.create_batch(3)

    with counted() as for_one:
        missing_keys(tenants[:1])
    with counted() as for_three:
        missing_keys(tenants)

    assert for_three.statements == for_one.statements


def test_key_of_one_format_does_not_sign_the_other():
    kind = UicTypeFactory()
    signing_key(kind.tenant, T1)

    with pytest.raises(NoSigningKey):
        check_signing_key(kind)

    signing_key(kind.tenant, UIC)
    check_signing_key(kind)
