"""The providers that a traveller can link to, as `auth/{region}` tells them (reference §4.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from protocols.tripgo.addresses import part
from protocols.tripgo.forms.building import Node
from protocols.tripgo.linking.holders import Asking
from protocols.tripgo.modes import is_asked_for
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.ranges import ModeOnSale, modes_on_sale
from protocols.tripgo.wire import colour, omit_none
from protocols.tripgo.wording import Phrases
from sales.accounts.providers.models import AccountProvider, ProviderLink
from sales.accounts.providers.queries import links_of, providers_of
from sales.models import SalesChannel

SIGN_IN, LOG_OUT = "signin", "logout"
OF_NOTHING = "ps_tnc_{}"
"""The mode of a provider whose operator has nothing on sale here."""


def listed(operation: TripGoOperation, who: Asking, *, mode: str = "") -> list[Node]:
    """An entry for each provider and mode, of one mode where one is asked for; five queries at
    most."""
    channel, at = operation.channel, operation.at
    providers = providers_of(channel.tenant_id)
    links = links_of(who.holder, at=at) if providers and who.is_known else {}
    on_sale = modes_on_sale(channel, at=at) if providers else []
    return [
        _entry(operation, who, provider, one, links.get(provider.pk))
        for provider in providers
        for one in modes_of(provider, on_sale)
        if not mode or fits(one, mode)
    ]


def fits(mode: str, asked: str) -> bool:
    """Whether a provider of this mode is meant by the other: a tram belongs to public transport,
    and who asks for public transport means trams as well."""
    return is_asked_for(mode, [asked]) or is_asked_for(asked, [mode])


def modes_of(provider: AccountProvider, on_sale: Iterable[ModeOnSale]) -> Sequence[str]:
    """The modes of what the provider's operator has on sale; one of its own where that is
    nothing."""
    if provider.operator_id is None:
        return [OF_NOTHING.format(provider.code)]
    found = sorted({one.mode for one in on_sale if one.operator == provider.operator_id})
    return found or [OF_NOTHING.format(provider.code)]


def mode_for(provider: AccountProvider, channel: SalesChannel, *, at: datetime) -> str:
    """The mode that a form of the provider is for, if nobody says which one."""
    return modes_of(provider, modes_on_sale(channel, at=at))[0]


def sign_in_path(provider: AccountProvider) -> str:
    """Where the form of a provider is."""
    return f"auth/{part(provider.code)}/{SIGN_IN}"


def _entry(
    operation: TripGoOperation,
    who: Asking,
    provider: AccountProvider,
    mode: str,
    link: ProviderLink | None,
) -> Node:
    words = operation.words
    is_linked = link is not None and link.rejected_at is None
    action = LOG_OUT if is_linked else SIGN_IN
    path = f"auth/{part(provider.code)}/{action}"
    query = who.query if is_linked else {"mode": mode, **who.query}
    return {
        "modeIdentifier": mode,
        "provider": provider.code,
        "action": action,
        "actionTitle": words.disconnect if is_linked else words.connect,
        "status": _status(link, words),
        "url": operation.absolute(path, **query),
        "companyInfo": company_of(provider),
    }


def _status(link: ProviderLink | None, words: Phrases) -> str:
    if link is None:
        return words.not_connected
    return words.connected if link.rejected_at is None else words.to_connect_again


def company_of(provider: AccountProvider) -> Node:
    """`companyInfo` of a provider."""
    icon = provider.icon_url or None
    return omit_none(
        {
            "name": provider.name,
            "website": provider.website or None,
            "phone": provider.phone or None,
            "color": colour(provider.color) if provider.color else None,
            "remoteIcon": icon,
            "remoteDarkIcon": icon,
        }
    )
