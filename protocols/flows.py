"""Steps that a person and a partner take one after the other, each of them once."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from operators.tenancy.actions import digest_of
from operators.tenancy.errors import DomainError
from operators.tenancy.sealing import seal
from protocols.models import FlowState
from sales.models import SalesChannel

REFERENCE_OCTETS = 32
KEEP = timedelta(days=1)
"""How long an ended step is told apart from one that never was."""


class FlowError(DomainError):
    """This step cannot be taken."""


class FlowUnknown(FlowError):
    """This step is not known; begin again."""


class FlowUsed(FlowError):
    """This step was taken before; begin again."""


class FlowEnded(FlowError):
    """The time for this step is over; begin again."""


def begin_flow(
    channel: SalesChannel,
    *,
    face: str,
    step: str,
    facts: Mapping[str, Any],
    lasts: timedelta,
    at: datetime,
) -> tuple[FlowState, str]:
    """Keep what a later step needs, for so long; returns it and its reference.

    The reference is 256 random bits that fit an address; whoever has it takes the step. It is not
    kept. `facts` must be fit for JSON.
    """
    reference = secrets.token_urlsafe(REFERENCE_OCTETS)
    flow = FlowState.objects.create(
        tenant_id=channel.tenant_id,
        channel=channel,
        face=face,
        step=step,
        digest=digest_of(reference),
        sealed_facts=seal(json.dumps(dict(facts)).encode()),
        begun_at=at,
        ends_at=at + lasts,
    )
    return flow, reference


def find_flow(
    reference: str, *, face: str, step: str, channel: SalesChannel | None = None, at: datetime
) -> FlowState:
    """The step that this reference is for and that can still be taken, with its channel and tenant.

    A person's own browser has no channel; of a partner's request it must be given. FlowUnknown,
    also for another step, face or channel; FlowUsed; FlowEnded.
    """
    rows = FlowState.objects.select_related("channel", "tenant")
    flow = rows.filter(**_named(reference, face, step, channel)).first()
    return _open(flow, at=at)


@transaction.atomic
def use_flow(
    reference: str, *, face: str, step: str, channel: SalesChannel | None = None, at: datetime
) -> FlowState:
    """Take the step: once, whoever comes at the same moment; what it returns has the facts, which
    are not stored any more. Refuses as `find_flow` does.

    Called in the transaction of what the step leads to, it is not taken if that fails.
    """
    rows = FlowState.objects.select_related("channel", "tenant")
    locked = rows.select_for_update(of=("self",), no_key=True)
    flow = _open(locked.filter(**_named(reference, face, step, channel)).first(), at=at)
    flow.use(at=at)
    flow.save(update_fields=["sealed_facts", "used_at"])
    return flow


def forget_flows(*, at: datetime) -> int:
    """Delete steps that ended a day ago; returns how many. What others tell that are over is
    forgotten now."""
    over = FlowState.objects.filter(ends_at__lte=at, ends_at__gt=at - KEEP)
    over.exclude(sealed_facts="").update(sealed_facts="")
    deleted, _ = FlowState.objects.filter(ends_at__lte=at - KEEP).delete()
    return deleted


def _named(reference: str, face: str, step: str, channel: SalesChannel | None) -> dict[str, Any]:
    named: dict[str, Any] = {"digest": digest_of(reference), "face": face, "step": step}
    return named if channel is None else {**named, "channel": channel}


def _open(flow: FlowState | None, *, at: datetime) -> FlowState:
    if flow is None:
        raise FlowUnknown
    if flow.used_at is not None:
        raise FlowUsed
    # What was over while a request was under way was forgotten meanwhile.
    if flow.ends_at <= at or not flow.sealed_facts:
        raise FlowEnded
    return flow
