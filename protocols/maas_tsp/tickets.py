"""POST bookings/{tspId}/ticket: a ticket as a file that is shown as it is (reference §2.2)."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.models import Booking
from protocols.describing import answered, asked
from protocols.maas_tsp.describing import describe
from protocols.maas_tsp.errors import NotThere, Refusal, Unusable
from protocols.maas_tsp.fields import WireRequest
from protocols.maas_tsp.operation import MaasOperation
from protocols.maas_tsp.schemas import Wire, time
from protocols.maas_tsp.wire import milliseconds
from tickets.errors import FormUnavailable, TicketNotActive
from tickets.forms.media import Media
from tickets.forms.rendering import render_ticket
from tickets.models import Ticket

MEDIA_OF = {"svg": Media.SVG, "png": Media.PNG, "pdf": Media.PDF, "html": Media.HTML}
"""By the ending of the file; the first are the lightest."""
TEXTS = frozenset({Media.SVG, Media.HTML})
"""What is told as it is; other files are in base64."""
ANY = "ticket"
"""The name of the booking's first ticket."""
LONGEST_NAME = 100
MOST_NAMES = 20


def files_of(ticket: Ticket) -> list[str]:
    """The names of the files that a ticket comes as, the best one first."""
    known = ticket.ticket_type.media
    return [f"{_stem(ticket)}.{ending}" for ending, media in MEDIA_OF.items() if media in known]


@extend_schema_field(
    {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
)
class TicketNames(serializers.Field[Any, Any, Any, Any]):
    """One name of a file, or several of which the first that there is counts."""

    default_error_messages = {"wrong": "Send the name of a file, or a list of such names."}

    def to_internal_value(self, told: Any) -> list[str]:
        names = told if isinstance(told, list) else [told]
        if not 0 < len(names) <= MOST_NAMES or not all(isinstance(name, str) for name in names):
            self.fail("wrong")
        return [name[:LONGEST_NAME] for name in names]

    def to_representation(self, value: Any) -> Any:
        return value


class TicketRequest(WireRequest):
    """`booking-ticket` request; the token may be sent, and is not needed."""

    tspId = serializers.CharField(required=False, max_length=256)
    ticket = TicketNames(
        help_text="A name of token.data.tickets, or `ticket.svg`, `.png`, `.pdf`, `.html` for the "
        "first ticket; of a list the first that there is."
    )


class TicketFile(Wire):
    """`booking-ticket` response."""

    ticket = serializers.CharField(help_text="SVG and HTML as text, PNG and PDF in base64.")
    type = serializers.ChoiceField(choices=list(MEDIA_OF))
    contentType = serializers.ChoiceField(choices=[media.value for media in MEDIA_OF.values()])
    refreshAt = time(help_text="When it shows something else: fetch it again then.")


class BookingTicket(MaasOperation):
    """A ticket of a booking as a file."""

    own_refusals = (
        (FormUnavailable, Refusal(400, "TICKET_FORM_UNAVAILABLE")),
        (TicketNotActive, Refusal(403, "TICKET_NOT_ACTIVE")),
    )

    @describe(
        "getTicket",
        "A ticket as a file that is shown as it is",
        {200: TicketFile},
        request=TicketRequest,
        refusals=(503,),
        because={403: "The ticket cannot be shown now, such as before its start or after its end."},
        examples=[
            asked("An image", {"tspId": "bk-000042", "ticket": "ticket.svg", "token": {}}),
            answered(
                "The image",
                {
                    "ticket": "<svg/>",
                    "type": "svg",
                    "contentType": "image/svg+xml",
                    "refreshAt": 1893492300000,
                },
            ),
        ],
    )
    def post(self, request: Request, reference: str) -> Response:
        """Of what is in the body, `ticket` counts."""
        asked_for = self.read(TicketRequest, request.data)
        if asked_for.get("tspId", reference) != reference:
            raise Unusable("tspId", "This is another booking than that of the path.")
        tickets = tickets_of(reference, channel_id=self.caller.channel_id)
        ticket, media = _chosen(tickets, asked_for["ticket"])
        rendered = render_ticket(ticket, media, at=self.at)
        kind = next(ending for ending, one in MEDIA_OF.items() if one == media)
        return Response(
            {
                "ticket": _told(rendered.content, media),
                "type": kind,
                "contentType": media.value,
                "refreshAt": milliseconds(rendered.ends_at),
            }
        )


def tickets_of(reference: str, *, channel_id: int) -> list[Ticket]:
    """The tickets of a booking in the order of its legs. Booking.DoesNotExist; NotThere if it has
    none, as a rented vehicle and a taxi have none."""
    booking = Booking.objects.sold_through(channel_id).get(reference=reference)
    legs = booking.legs.filter(ticket__isnull=False).order_by("sequence")
    found = legs.select_related("ticket__ticket_type", "ticket__tenant")
    tickets = list({leg.ticket_id: leg.ticket for leg in found}.values())
    if not tickets:
        raise NotThere("This booking has no tickets.")
    return [ticket for ticket in tickets if ticket is not None]


def _chosen(tickets: Sequence[Ticket], names: Sequence[str]) -> tuple[Ticket, Media]:
    """The first of the names that there is."""
    known = {name: ticket for ticket in reversed(tickets) for name in files_of(ticket)}
    known |= {f"{ANY}.{name.rpartition('.')[2]}": tickets[0] for name in files_of(tickets[0])}
    for name in names:
        if ticket := known.get(name):
            return ticket, MEDIA_OF[name.rpartition(".")[2]]
    raise FormUnavailable(f"There is no such file; there are: {', '.join(sorted(known))}.")


def _stem(ticket: Ticket) -> str:
    return f"{ticket.pk}-{ANY}"


def _told(content: bytes, media: Media) -> str:
    return content.decode() if media in TEXTS else base64.b64encode(content).decode()
