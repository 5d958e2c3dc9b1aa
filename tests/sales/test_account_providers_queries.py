"""Which providers there are, who needs them, who is linked, and how credentials are written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.accounts.providers.errors import (
    ProviderLinkMissing,
    ProviderUnknown,
)
from sales.accounts.providers.holders import LinkHolder
from sales.accounts.providers.queries import (
    find_provider,
    get_provider_link,
    links_of,
    needed_provider,
    needed_providers,
    providers_of,
)
from sales.accounts.providers.terms import Credentials
from sales.models import TravellerAccount
from tests.factories.accounts import TravellerAccountFactory
from tests.factories.moments import NOW
from tests.factories.operators import TenantFactory
from tests.factories.providers import AccountProviderFactory, ProviderLinkFactory
from tests.factories.sales import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    return AccountProviderFactory()


@pytest.fixture
def account(provider) -> TravellerAccount:
    return TravellerAccountFactory(tenant=provider.tenant)


@pytest.fixture
def holder(account) -> LinkHolder:
    return LinkHolder.of_account(account)


def test_missing_link_tells_its_provider(provider, holder):
    with pytest.raises(ProviderLinkMissing) as refusal:
        get_provider_link(provider, holder, at=NOW)

    assert refusal.value.provider == provider


def test_providers_are_found_by_code_in_their_tenant(provider):
    AccountProviderFactory(tenant=provider.tenant, is_active=False, code="shut")
    AccountProviderFactory(tenant=TenantFactory(), code="elsewhere")

    assert providers_of(provider.tenant_id) == [provider]
    assert find_provider(provider.tenant_id, provider.code) == provider
    for code in ("shut", "elsewhere", "nobody", ""):
        with pytest.raises(ProviderUnknown):
            find_provider(provider.tenant_id, code)


def test_product_needs_the_provider_that_its_operator_requires(provider):
    product = ProductFactory(tenant=provider.tenant, operator=provider.operator)
    assert needed_provider(product) is None

    provider.is_required = True
    provider.save()

    assert needed_provider(product) == provider
    assert needed_provider(ProductFactory(tenant=provider.tenant)) is None

    provider.is_active = False
    provider.save()
    assert needed_provider(product) is None


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_needed_is_one_query(provider, count, django_assert_num_queries):
    provider.is_required = True
    provider.save()
    products = [
        ProductFactory(tenant=provider.tenant, operator=provider.operator) for _ in range(count)
    ]

    with django_assert_num_queries(1):
        needed = needed_providers(products)

    assert needed == dict.fromkeys((product.pk for product in products), provider)


@pytest.mark.parametrize("count", [1, 3])
def test_links_of_a_traveller_are_one_query(holder, count, django_assert_num_queries):
    for _ in range(count):
        provider = AccountProviderFactory(tenant=holder.account.tenant)
        ProviderLinkFactory(provider=provider, account=holder.account)

    with django_assert_num_queries(1):
        found = links_of(holder, at=NOW)
        named = [link.provider.name for link in found.values()]

    assert len(named) == count


TEXTS = st.text(max_size=50)
MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC))


@given(st.builds(Credentials, TEXTS, TEXTS, TEXTS, MOMENTS, st.integers(0, 99)))
def test_credentials_are_read_as_they_were_written(known):
    assert Credentials.from_text(known.to_text()) == known


@given(MOMENTS, st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1)))  # noqa: DTZ001 - as it wants it
def test_what_is_over_is_due_as_well(expires_at, at):
    known = Credentials(expires_at=expires_at and max(expires_at, datetime(2, 1, 1, tzinfo=UTC)))

    assert known.is_due(at) or not known.is_over(at)
    assert expires_at is not None or not known.is_due(at)
