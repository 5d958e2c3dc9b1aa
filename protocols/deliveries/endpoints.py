"""Setting up where partners are called, and looking whether they answer."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from operators.tenancy.actors import Actor
from operators.tenancy.references import new_reference
from operators.tenancy.sealing import seal
from protocols.deliveries.calling import Answer, Call, call_partner
from protocols.deliveries.errors import (
    AddressMissing,
    EndpointThere,
    FormatUnknown,
    PrivateNotAllowed,
)
from protocols.deliveries.renderers import RENDERERS, formats
from protocols.models import CallbackEndpoint
from sales.models import SalesChannel

SECRET_BYTES = 32
PREFIX = "whsec_"
"""What a secret of Standard Webhooks begins with."""


@dataclass(frozen=True, slots=True)
class EndpointFacts:
    """How a partner wants to be called."""

    name: str
    face: str
    version: str
    base_url: str = ""
    token_header: str = ""
    tells_all: bool = False
    tells_progress: bool = False
    allows_private: bool = False


@sensitive_variables("access_token", "secret")
@transaction.atomic
def add_endpoint(
    channel: SalesChannel,
    facts: EndpointFacts,
    *,
    access_token: str = "",
    by: Actor,
    at: datetime,
) -> tuple[CallbackEndpoint, str]:
    """Note where the partner of a channel is called; returns it with the secret that signs calls,
    which nobody can read again. `access_token` is sent as a bearer token, or in the header that the
    facts name.

    FormatUnknown for a format or version that is not here, EndpointThere if the channel has one in
    that format, PrivateNotAllowed unless the tenant allows private addresses. A public address
    without https is refused by the database.
    """
    channel = SalesChannel.objects.select_related("tenant").lock(channel)
    if (facts.face, facts.version) not in formats():
        raise FormatUnknown
    if channel.callback_endpoints.filter(face=facts.face).exists():
        raise EndpointThere
    check_private(channel, allows=facts.allows_private)
    secret = new_secret()
    endpoint = CallbackEndpoint.objects.create(
        tenant_id=channel.tenant_id,
        channel=channel,
        name=facts.name,
        face=facts.face,
        version=facts.version,
        base_url=facts.base_url,
        token_header=facts.token_header,
        tells_all=facts.tells_all,
        tells_progress=facts.tells_progress,
        allows_private=facts.allows_private,
        sealed_signing_secret=seal(secret.encode()),
        sealed_access_token=seal(access_token.encode()) if access_token else "",
        created_at=at,
    )
    return endpoint, secret


def check_private(channel: SalesChannel, *, allows: bool) -> None:
    """PrivateNotAllowed unless the tenant allows what the endpoint shall."""
    if allows and not channel.tenant.allows_private_callbacks:
        raise PrivateNotAllowed


@sensitive_variables("secret")
@transaction.atomic
def renew_signing_secret(
    endpoint: CallbackEndpoint, *, by: Actor, at: datetime
) -> tuple[CallbackEndpoint, str]:
    """Sign with a new secret from now on; it is shown once. The old one signs nothing any more."""
    endpoint = CallbackEndpoint.objects.lock(endpoint)
    secret = new_secret()
    endpoint.sealed_signing_secret = seal(secret.encode())
    endpoint.save(update_fields=["sealed_signing_secret"])
    return endpoint, secret


@sensitive_variables("access_token")
@transaction.atomic
def set_access_token(
    endpoint: CallbackEndpoint, *, access_token: str = "", by: Actor, at: datetime
) -> CallbackEndpoint:
    """Send this token from now on, or none if it is empty."""
    endpoint = CallbackEndpoint.objects.lock(endpoint)
    endpoint.sealed_access_token = seal(access_token.encode()) if access_token else ""
    endpoint.save(update_fields=["sealed_access_token"])
    return endpoint


@transaction.atomic
def call_again(endpoint: CallbackEndpoint, *, by: Actor, at: datetime) -> CallbackEndpoint:
    """Tell an endpoint that was gone, or that rests, of changes again. Calls that were cancelled
    stay so; each can be sent again by hand."""
    endpoint = CallbackEndpoint.objects.lock(endpoint)
    endpoint.gone_at = None
    endpoint.note_answer()
    endpoint.save(update_fields=["gone_at", "failures", "rests_until"])
    return endpoint


def try_endpoint(endpoint: CallbackEndpoint, *, by: Actor, at: datetime) -> Answer:
    """Make a call that changes nothing, now. AddressMissing, FormatUnknown. Whatever was answered,
    nothing is noted of it; 404 is a good answer, since the call is about no real booking."""
    if not endpoint.base_url:
        raise AddressMissing
    if (endpoint.face, endpoint.version) not in formats():
        raise FormatUnknown
    message = RENDERERS[endpoint.face].trial(version=endpoint.version)
    call = Call(
        new_reference(), endpoint.base_url, message.method, message.path, dict(message.body)
    )
    return call_partner(endpoint, call, at=at)


def new_secret() -> str:
    """A secret in the form of Standard Webhooks."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
