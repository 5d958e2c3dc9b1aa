"""Which providers there are, what needs them, and who is linked to which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sales.accounts.providers.errors import (
    CredentialsRejected,
    ProviderLinkMissing,
    ProviderUnknown,
)
from sales.accounts.providers.holders import LinkHolder
from sales.accounts.providers.models import AccountProvider, ProviderLink
from sales.catalogue.products import Product


def providers_of(tenant_id: int) -> list[AccountProvider]:
    """All that travellers can link to, by name; one query."""
    found = AccountProvider.objects.filter(tenant=tenant_id, is_active=True)
    return list(found.select_related("operator").order_by("name", "pk"))


def find_provider(tenant_id: int, code: str, *, is_closed_as_well: bool = False) -> AccountProvider:
    """The one that partners call so. ProviderUnknown, also for one that is not active, unless that
    is asked for as well: a link to it can still be ended."""
    found = AccountProvider.objects.select_related("operator").filter(tenant=tenant_id, code=code)
    provider = (found if is_closed_as_well else found.filter(is_active=True)).first()
    if provider is None:
        raise ProviderUnknown
    return provider


def links_of(holder: LinkHolder, *, at: datetime) -> dict[int, ProviderLink]:
    """The open links of a traveller by the key of their provider; one query. A rejected one is
    among them: `is_usable` says."""
    links = ProviderLink.objects.open(at).filter(**holder.lookups).select_related("provider")
    return {link.provider_id: link for link in links}


def find_provider_link(
    provider: AccountProvider, holder: LinkHolder, *, at: datetime
) -> ProviderLink | None:
    """The open link of a traveller to a provider, with the provider; None where there is none. It
    may be rejected: `is_usable` says."""
    links = ProviderLink.objects.open(at).filter(provider=provider, **holder.lookups)
    return links.select_related("provider").first()


def get_provider_link(
    provider: AccountProvider, holder: LinkHolder, *, at: datetime
) -> ProviderLink:
    """The link that opens the traveller's account. ProviderLinkMissing, CredentialsRejected; both
    tell the provider."""
    link = find_provider_link(provider, holder, at=at)
    if link is None:
        raise ProviderLinkMissing(provider)
    if link.rejected_at is not None:
        raise CredentialsRejected(provider)
    return link


def needed_provider(product: Product) -> AccountProvider | None:
    """The provider without whose link the product is not booked; None: it needs none."""
    return needed_providers([product]).get(product.pk)


def needed_providers(products: Iterable[Product]) -> Mapping[int, AccountProvider]:
    """The same of many, by the key of the product; one query."""
    operators = {product.pk: product.operator_id for product in products}
    required = AccountProvider.objects.filter(
        operator__in=set(operators.values()), is_required=True, is_active=True
    )
    by_operator = {provider.operator_id: provider for provider in required}
    return {
        product: by_operator[operator]
        for product, operator in operators.items()
        if operator in by_operator
    }
