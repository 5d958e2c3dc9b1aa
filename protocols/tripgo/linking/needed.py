"""What a booking answers where an account has to be linked first (reference §4.5).

A missing link is answered with the form that makes it, and booking goes on once that is posted; a
link that the provider no longer accepts is error 460, whose `url` leads to a fresh form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rest_framework.response import Response

from protocols.tripgo.errors import LinkMissing, LinkRejected
from protocols.tripgo.forms.building import Node
from protocols.tripgo.linking.forms import form_of
from protocols.tripgo.linking.holders import Asking, asking
from protocols.tripgo.linking.listing import mode_for, sign_in_path
from protocols.tripgo.linking.steps import After, Linking, begin_linking
from protocols.tripgo.operation import TripGoOperation
from sales.accounts.providers.actions.credentials import check_link
from sales.accounts.providers.errors import CredentialsRejected, ProviderLinkMissing
from sales.accounts.providers.models import AccountProvider
from sales.accounts.providers.queries import find_provider_link, needed_providers
from sales.models import Product

Continuation = Callable[[TripGoOperation, Mapping[str, Any]], Response]
"""Goes on with a booking by the facts that it gave itself; returns the answer to the traveller."""

CONTINUATIONS: dict[str, Continuation] = {}


def continue_with(name: str, continuation: Continuation) -> None:
    """Have that done after linking for a booking, if it says so by this name."""
    CONTINUATIONS[name] = continuation


def form_if_unlinked(
    operation: TripGoOperation,
    products: Iterable[Product],
    *,
    after: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Node | None:
    """The form that links what these products need and the traveller has not linked; None if
    nothing is missing. To be asked before anything is held, outside of any transaction: the
    provider is asked whether it still accepts the link.

    `after` names the continuation that goes on with the booking, with `facts` fit for JSON. Without
    it the form ends, and the traveller books again. LinkRejected (460), ProviderBusy (491).
    """
    who = asking(operation)
    goes_on = After(after, facts or {})
    for provider in _needed(products):
        if not _is_linked(operation, who, provider, goes_on):
            return form_for(operation, provider, who, after=goes_on)
    return None


def need_links(operation: TripGoOperation, products: Iterable[Product]) -> None:
    """For what cannot answer with a form. LinkMissing (446) with the address of the form,
    LinkRejected (460), ProviderBusy (491)."""
    who = asking(operation)
    for provider in _needed(products):
        if not _is_linked(operation, who, provider, After()):
            url = operation.absolute(sign_in_path(provider), **who.query)
            raise LinkMissing(
                operation.words.connect_first.format(provider=provider.name),
                url=url,
                recovery_title=operation.words.connect,
            )


def form_for(
    operation: TripGoOperation,
    provider: AccountProvider,
    who: Asking,
    *,
    mode: str = "",
    after: After | None = None,
) -> Node:
    """A fresh form of a provider, bound to whoever asks for it."""
    channel, at = operation.channel, operation.at
    mode = mode or mode_for(provider, channel, at=at)
    linking = Linking(provider, mode, after or After())
    flow = begin_linking(linking, channel, who, at=at)
    return form_again(operation, linking, who, flow=flow)


def form_again(operation: TripGoOperation, linking: Linking, who: Asking, *, flow: str) -> Node:
    """The form of a step that was begun already."""
    url = operation.absolute(f"auth/signin/{flow}", **who.query)
    return form_of(linking.provider, operation.words, mode=linking.mode, url=url)


def address_again(operation: TripGoOperation, linking: Linking, who: Asking, *, flow: str) -> str:
    """Where the form is after a refusal, for the same mode. Of a booking it tells the step, which
    knows what goes on; that step is bound to whoever began it, and the address says no more."""
    of_booking = {"flow": flow} if linking.after.name else {}
    path = sign_in_path(linking.provider)
    return operation.absolute(path, mode=linking.mode or None, **of_booking, **who.query)


def address_anew(operation: TripGoOperation, linking: Linking, who: Asking) -> str:
    """As `address_again`, with a fresh step where a booking goes on: the one before was taken, or
    there was none."""
    flow = ""
    if linking.after.name:
        flow = begin_linking(linking, operation.channel, who, at=operation.at)
    return address_again(operation, linking, who, flow=flow)


def _needed(products: Iterable[Product]) -> list[AccountProvider]:
    """Each provider once; one query."""
    found = {one.pk: one for one in needed_providers(products).values()}
    return [found[key] for key in sorted(found)]


def _is_linked(
    operation: TripGoOperation, who: Asking, provider: AccountProvider, after: After
) -> bool:
    """Whether the traveller's link opens the account at the provider. LinkRejected."""
    if not who.is_known:
        return False
    link = find_provider_link(provider, who.holder, at=operation.at)
    if link is None:
        return False
    try:
        check_link(link, by=operation.actor, at=operation.at)
    except ProviderLinkMissing:
        return False
    except CredentialsRejected as refusal:
        mode = mode_for(provider, operation.channel, at=operation.at)
        told = operation.words.no_longer_accepted
        raise rejected(operation, who, Linking(provider, mode, after), told) from refusal
    return True


def rejected(operation: TripGoOperation, who: Asking, linking: Linking, told: str) -> LinkRejected:
    """The error that lets the app forget its tokens and begin again; a booking goes on then."""
    url = address_anew(operation, linking, who)
    told = told.format(provider=linking.provider.name)
    return LinkRejected(told, url=url, recovery_title=operation.words.connect_again)
