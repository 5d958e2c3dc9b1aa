"""What a wire format must bring to be told in: each registers what turns events into calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bookings.models import BookingEvent, Leg
from protocols.models import CallbackEndpoint, CallMethod


@dataclass(frozen=True, slots=True)
class Message:
    """One call to a partner, in the words of a wire format."""

    method: CallMethod
    path: str
    """What follows the partner's address, without a slash before it."""
    body: Mapping[str, Any]
    topic: str = ""
    """Of news that a newer one may take the place of while it waits."""


class Renderer(Protocol):
    """Turns what happened into the calls of one wire format."""

    @property
    def tells_all(self) -> bool:
        """Whether partners are told of every booking, at the agreed address alone: the format has
        no words to subscribe, or to bring an address."""

    @property
    def versions(self) -> Sequence[str]:
        """Those that partners may be told in, newest first."""

    def messages(self, event: BookingEvent, *, version: str, at: datetime) -> Sequence[Message]:
        """The calls that tell of an event, in their order; none where the partner knows already,
        having caused it, or where the format has no word for it."""

    def progress(self, leg: Leg, *, version: str, at: datetime) -> Message | None:
        """Where a vehicle is that is on its way; None if nobody knows."""

    def question(self, leg: Leg, question: str, *, type_id: str, version: str) -> Message | None:
        """Asks whether the partner agrees to what is to be done with a leg: one of the questions
        of `asking`. None where the format has no such question."""

    def trial(self, *, version: str) -> Message:
        """A call that changes nothing, to see whether the partner answers at all."""

    def headers(self, endpoint: CallbackEndpoint) -> Mapping[str, str]:
        """What the format asks for in each call."""


RENDERERS: dict[str, Renderer] = {}
"""By the name of the wire format; filled by their registrations."""


def register_renderer(face: str, renderer: Renderer) -> None:
    """Let endpoints be told in this wire format."""
    RENDERERS[face] = renderer


def formats() -> list[tuple[str, str]]:
    """Each wire format with each of its versions."""
    return [(face, version) for face, one in RENDERERS.items() for version in one.versions]
