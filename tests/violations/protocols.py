"""How the constraints of what the faces share are broken."""

from __future__ import annotations

from datetime import timedelta

from protocols.flows import begin_flow
from protocols.kept_trips import keep_trips
from protocols.models import ClientCount, FlowState, IdempotentRequest, KeptTrip
from tests.factories.moments import NOW, later
from tests.factories.sales import SalesChannelFactory
from tests.violations.ways import NONSENSE, Violation, stranger, twice, wrong


def client_count() -> ClientCount:
    return ClientCount.objects.create(kind="REFUSED", client="c", since=NOW, requests=1)


def two_periods() -> tuple[ClientCount, ClientCount]:
    first = client_count()
    second = ClientCount.objects.create(
        kind="REFUSED", client="c", since=later(minutes=1), requests=1
    )
    return first, second


def idempotent_request(key: str = "k") -> IdempotentRequest:
    return IdempotentRequest.objects.create(
        caller_kind="CLIENT",
        caller_id=1,
        method="POST",
        path="/",
        key=key,
        fingerprint="f" * 64,
        status=200,
        body=b"",
        created_at=NOW,
    )


def two_keys() -> tuple[IdempotentRequest, IdempotentRequest]:
    return idempotent_request(), idempotent_request("other")


def flow() -> FlowState:
    made, _ = begin_flow(
        SalesChannelFactory(),
        face="some-face",
        step="sign-in",
        facts={},
        lasts=timedelta(minutes=10),
        at=NOW,
    )
    return made


def kept_trip() -> KeptTrip:
    """Of an hour from now on, deleted a day after."""
    trips = [({"somewhere": "else"}, later(hours=1))]
    return keep_trips(SalesChannelFactory(), trips, face="some-face", at=NOW)[0]


VIOLATIONS: dict[str, Violation] = {
    "clientcount_once_a_period": twice(two_periods, "since"),
    "clientcount_kind_is_known": wrong(client_count, kind=NONSENSE),
    "idempotentrequest_once_per_key": twice(two_keys, "key"),
    "idempotentrequest_caller_kind_is_known": wrong(idempotent_request, caller_kind=NONSENSE),
    "idempotentrequest_fingerprint_is_sha256": wrong(idempotent_request, fingerprint="short"),
    "idempotentrequest_answer_is_final": wrong(idempotent_request, status=500),
    "flowstate_channel_same_tenant": stranger(flow, "channel", SalesChannelFactory),
    "flowstate_has_face_and_step": wrong(flow, step=""),
    "flowstate_digest_is_sha256_hex": wrong(flow, digest="short"),
    "flowstate_ends_after_it_began": wrong(flow, ends_at=NOW),
    "flowstate_is_used_before_it_ends": wrong(flow, used_at=later(minutes=10)),
    "flowstate_used_tells_nothing": wrong(flow, used_at=NOW),
    "kepttrip_channel_same_tenant": stranger(kept_trip, "channel", SalesChannelFactory),
    "kepttrip_has_face": wrong(kept_trip, face=""),
    "kepttrip_ends_after_it_was_kept": wrong(kept_trip, ends_at=NOW),
    "kepttrip_is_kept_beyond_its_end": wrong(kept_trip, kept_until=later(hours=1)),
}
