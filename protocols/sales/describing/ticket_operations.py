"""The operations on tickets, receipts and cash settlements as they are described."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter

from protocols.sales.describing import ticket_schemas as ticket
from protocols.sales.describing.parameters import OF_LETTER, QUERY
from protocols.sales.describing.schemas import page_of
from protocols.sales.describing.telling import Told
from protocols.sales.journal.cash import CloseSettlementRequest
from protocols.sales.journal.views import OpenSettlementRequest
from protocols.sales.journal.words import SETTLEMENT_LIST
from protocols.sales.receipts.requests import SendReceiptRequest
from protocols.sales.tickets import requests
from protocols.sales.tickets.showing import AS_JSON, FORM
from protocols.sales.tickets.words import GROUP_LIST
from tickets.forms.media import Media

GROUPS = "ticket-distribution-groups"
SETTLEMENT = "cash-settlements/{settlementId}"
VERSION = {"type": "integer", "minimum": 1, "maximum": 10**9}

FORMS = [*AS_JSON, *(media.value for media in Media if media != Media.JSON)]

TOLD: dict[tuple[str, str], Told] = {
    ("GET", GROUPS): Told("listTicketGroups", page_of(ticket.Group), listing=GROUP_LIST),
    ("POST", f"{GROUPS}/{{orderId}}/generate"): Told("generateTicketGroups", ticket.Groups),
    ("POST", f"{GROUPS}/distribute"): Told(
        "distributeTickets",
        ticket.Groups,
        request=requests.DistributeRequest,
        parameters=[OF_LETTER],
    ),
    ("POST", f"{GROUPS}/update-validities"): Told(
        "updateValidities", ticket.Groups, request=requests.ValiditiesRequest
    ),
    ("POST", f"{GROUPS}/transfer-distribution-holder"): Told(
        "transferDistributionHolder", ticket.Groups, request=requests.TransferRequest
    ),
    ("GET", "tickets/{ticketId}"): Told(
        "readTicket",
        ticket.Ticket,
        has_etag=True,
        refusals=[406, 503],
        media=[media.value for media in Media if media != Media.JSON],
        parameters=[OpenApiParameter(FORM, {"type": "string", "enum": FORMS}, QUERY)],
    ),
    ("POST", "receipts/send"): Told(
        "sendReceipt", ticket.SentReceipt, request=SendReceiptRequest, parameters=[OF_LETTER]
    ),
    ("GET", "receipts/type"): Told(
        "readReceiptType",
        ticket.ReceiptType,
        refusals=[409],
        parameters=[
            OpenApiParameter("orderId", str, QUERY, required=True),
            OpenApiParameter("orderVersion", VERSION, QUERY, required=True),
        ],
    ),
    ("GET", "cash-settlements"): Told(
        "listCashSettlements", page_of(ticket.CashSettlement), listing=SETTLEMENT_LIST
    ),
    ("POST", "cash-settlements"): Told(
        "openCashSettlement", ticket.CashSettlement, 201, OpenSettlementRequest
    ),
    ("GET", SETTLEMENT): Told("readCashSettlement", ticket.CashSettlement),
    ("PUT", f"{SETTLEMENT}/close"): Told(
        "closeCashSettlement",
        ticket.CashSettlement,
        request=CloseSettlementRequest,
    ),
}
