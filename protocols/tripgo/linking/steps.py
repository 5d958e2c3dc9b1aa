"""The step between the form of a provider and its answer: taken once, within half an hour, by
whoever opened it (reference §4.3)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from operators.tenancy.actors import Actor
from protocols.flows import FlowUnknown, begin_flow, find_flow, use_flow
from protocols.tripgo.errors import Unusable
from protocols.tripgo.linking.holders import Asking
from sales.accounts.providers.actions.links import link_provider
from sales.accounts.providers.models import AccountProvider
from sales.accounts.providers.queries import find_provider
from sales.accounts.providers.terms import Credentials
from sales.models import SalesChannel

FACE = "tripgo"
LINK = "link-provider"
LASTS = timedelta(minutes=30)
MOST_TOLD = 1 << 16
"""Characters of JSON."""


@dataclass(frozen=True, slots=True)
class After:
    """What goes on once the account is linked: the name of what continues, and what it needs."""

    name: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Linking:
    """A step that can still be taken: to which provider, for which mode, and what goes on then."""

    provider: AccountProvider
    mode: str
    after: After


def begin_linking(linking: Linking, channel: SalesChannel, who: Asking, *, at: datetime) -> str:
    """Keep who links to which provider; returns the id of the step. Unusable for more facts of what
    goes on than anybody types: they are kept for a day."""
    told = dict(linking.after.facts)
    if len(json.dumps(told)) > MOST_TOLD:
        raise Unusable("input", "Send shorter answers.")
    facts = {
        **who.facts,
        "provider": linking.provider.code,
        "mode": linking.mode,
        "after": linking.after.name,
        "told": told,
    }
    _, secret = begin_flow(channel, face=FACE, step=LINK, facts=facts, lasts=LASTS, at=at)
    return secret


def find_linking(flow_id: str, channel: SalesChannel, who: Asking, *, at: datetime) -> Linking:
    """A step that can still be taken. FlowUnknown, also for a step of somebody else; FlowUsed,
    FlowEnded; ProviderUnknown."""
    flow = find_flow(flow_id, face=FACE, step=LINK, channel=channel, at=at)
    if any(flow.facts[name] != told for name, told in who.facts.items()):
        raise FlowUnknown
    provider = find_provider(channel.tenant_id, flow.facts["provider"])
    return Linking(provider, flow.facts["mode"], After(flow.facts["after"], flow.facts["told"]))


def take_step(flow_id: str, channel: SalesChannel, *, at: datetime) -> None:
    """Take the step by itself: what follows cannot be done twice, whether it succeeds or not.
    FlowUsed, FlowEnded, FlowUnknown."""
    use_flow(flow_id, face=FACE, step=LINK, channel=channel, at=at)


@transaction.atomic
def end_linking(
    flow_id: str,
    provider: AccountProvider,
    channel: SalesChannel,
    who: Asking,
    credentials: Credentials,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Take the step and keep the link, both or neither. Of two that come at once one is refused:
    FlowUsed. As `link_provider` refuses."""
    use_flow(flow_id, face=FACE, step=LINK, channel=channel, at=at)
    link_provider(provider, who.holder, credentials, by=by, at=at)
