"""How the API description shows tickets."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes

from protocols.tripgo.describing import TRAVELLER, TRAVELLER_HEADER, describe
from protocols.tripgo.forms.schemas import Form, FormRequest
from protocols.tripgo.tickets import schemas
from protocols.tripgo.tickets.requests import TicketsQuery

TAG = "Tickets"
FORMS: dict[Any, Any] = {
    (200, "application/json"): schemas.PurchasedTicket,
    (200, "text/html"): OpenApiTypes.STR,
}
"""An object for programs, a page for people."""

list_tickets = describe(
    "listTickets",
    "The tickets of the traveller",
    {200: schemas.PurchasedTicket(many=True)},
    tag=TAG,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER, TicketsQuery],
)
list_active = describe(
    "listActiveTickets",
    "The tickets that are good for something still",
    {200: schemas.PurchasedTicket(many=True)},
    tag=TAG,
    refusals=TRAVELLER,
    parameters=[TRAVELLER_HEADER],
)
read_ticket = describe(
    "getTicket",
    "A ticket as a page, or as an object",
    FORMS,
    tag=TAG,
    refusals=(*TRAVELLER, 491),
    parameters=[TRAVELLER_HEADER],
)
activate_ticket = describe(
    "activateTicket",
    "Make a ticket active",
    {200: Form},
    tag=TAG,
    request=FormRequest,
    refusals=(*TRAVELLER, 491),
    parameters=[TRAVELLER_HEADER],
)
