"""Calls to partners that speak TOMP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bookings.errors import LegGone
from bookings.models import BookingEvent, Leg
from bookings.progress import read_any_progress
from operators.tenancy.actors import ActorKind
from protocols.deliveries.renderers import Message
from protocols.models import CallbackEndpoint, CallMethod
from protocols.tomp.callbacks.news import TELLERS, News
from protocols.tomp.dialect import Dialect
from protocols.tomp.dialects import DIALECTS
from protocols.tomp.kinds import KINDS
from protocols.tomp.versions import Version

LANGUAGE = "en"
TRIED = "test"
"""The id of no booking: references are longer."""


class TompRenderer:
    """What a partner implements of TOMP: the endpoints that an operator calls."""

    tells_all = False

    @property
    def versions(self) -> Sequence[str]:
        """The newest of each dialect first."""
        found = [each for dialect in DIALECTS.values() for each in dialect.versions]
        return sorted(found, reverse=True)

    def messages(self, event: BookingEvent, *, version: str, at: datetime) -> Sequence[Message]:
        """The calls that tell of an event; none for what a request of the partner's own did, since
        its answer has told it, nor for bookings that TOMP has no words for."""
        is_own = event.actor.startswith(f"{ActorKind.PARTNER}:")
        if is_own or event.booking.kind not in KINDS:
            return []
        news = News(event, dialect_of(version), Version(version), at)
        return TELLERS[news.name](news)

    def progress(self, leg: Leg, *, version: str, at: datetime) -> Message | None:
        """POST legs/{id}/progress. None where nobody knows where the vehicle is."""
        try:
            progress = read_any_progress(leg.reference, channel_id=leg.booking.channel_id, at=at)
        except LegGone:
            return None
        body = dialect_of(version).mapping.progress_to_wire(progress, location_only=False)
        topic = f"progress {leg.reference}"
        return Message(CallMethod.POST, f"legs/{leg.reference}/progress", body, topic)

    def question(self, leg: Leg, question: str, *, type_id: str, version: str) -> Message | None:
        """POST legs/{id}/confirmation, whose questions are ours; not in 1.1."""
        if not dialect_of(version).telling.ASKS:
            return None
        body = {"type": question, **({"assetTypeId": type_id} if type_id else {})}
        return Message(CallMethod.POST, f"legs/{leg.reference}/confirmation", body)

    def trial(self, *, version: str) -> Message:
        """POST bookings/test/notifications, about a booking that no partner has: 404 is a good
        answer to it."""
        body = {"type": "OTHER", "comment": "A test of the connection; there is no such booking."}
        return Message(CallMethod.POST, f"bookings/{TRIED}/notifications", body)

    def headers(self, endpoint: CallbackEndpoint) -> Mapping[str, str]:
        """Those that TOMP asks for in every call; the partner is told by which name we know it."""
        return {
            "Accept-Language": LANGUAGE,
            "Content-Language": LANGUAGE,
            "Api": "TOMP",
            "Api-Version": endpoint.version,
            "maas-id": endpoint.channel.code,
        }


def dialect_of(version: str) -> Dialect:
    """The dialect of a whole version number."""
    return DIALECTS[Version(version).dialect]
