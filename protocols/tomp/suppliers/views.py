"""Callbacks of suppliers. They are reasons to look, and no more: what is written down is what the
supplier answers when it is asked, so a callback may come twice, late, or out of order."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from bookings.actions.messages import send_message
from bookings.actions.supplied.asking import look, look_at_leg
from bookings.actions.supplied.settling import settle_charges
from bookings.errors import BookingGone
from bookings.models import SuppliedBooking, SuppliedLeg
from bookings.models.message import LONGEST_TEXT, MOST_MINUTES
from bookings.states import MessageKind
from operators.supply.errors import SupplierBusy, SupplyError
from operators.supply.models import Supplier
from operators.tenancy.actors import Actor
from protocols.tomp.suppliers.proving import is_proven
from protocols.tomp.v1_6.words import MESSAGE_KIND
from protocols.tomp.wire import number

BY = Actor.timer("supplier-callback")
KIND_OF_WORD = {word: kind for kind, word in MESSAGE_KIND.items()}
NOT_NOW = 30
"""Seconds until a supplier that we could not ask back should tell us again."""

log = structlog.get_logger(__name__)
Answer = Callable[..., HttpResponse]


def from_supplier(*methods: str) -> Callable[[Answer], Answer]:
    """401 unless the supplier proves itself, 404 for what it did not sell us, 503 where it does not
    answer itself."""

    def guarded(answer: Answer) -> Answer:
        @csrf_exempt  # It is signed, or brings a token.
        @require_http_methods(list(methods))
        @wraps(answer)
        def checked(request: HttpRequest, supplier: str, **ids: str) -> HttpResponse:
            known = Supplier.objects.filter(reference=supplier).first()
            if known is None or not is_proven(request, known):
                log.warning("supplier_not_proven", known=known is not None)
                return refusal(401, "This is not signed as agreed, nor is there our token.")
            try:
                return answer(request, known, **ids)
            except (SuppliedBooking.DoesNotExist, SuppliedLeg.DoesNotExist):
                return refusal(404, "We have bought nothing of that id.")
            except SupplyError as fault:
                return busy(fault)

        return checked

    return guarded


@from_supplier("POST")
def booking_events(request: HttpRequest, supplier: Supplier, reference: str) -> HttpResponse:
    """POST bookings/{id}/events: COMMIT, DENY, EXPIRE or CANCEL happened there."""
    row = look(booking_of(supplier, reference).booking, by=BY, at=timezone.now())
    return JsonResponse({"id": reference, "state": row.remote_state, "legs": []})


@from_supplier("POST")
def leg_events(request: HttpRequest, supplier: Supplier, reference: str) -> HttpResponse:
    """POST legs/{id}/events: the leg was started, paused, finished and so on there."""
    look_at_leg(leg_of(supplier, reference).leg, by=BY, at=timezone.now())
    return HttpResponse(status=204)


@from_supplier("PUT")
def leg_changed(request: HttpRequest, supplier: Supplier, reference: str) -> HttpResponse:
    """PUT legs/{id}: something of the leg is different now."""
    look_at_leg(leg_of(supplier, reference).leg, by=BY, at=timezone.now())
    return HttpResponse(status=204)


@from_supplier("POST")
def leg_progress(request: HttpRequest, supplier: Supplier, reference: str) -> HttpResponse:
    """POST legs/{id}/progress: whoever wants to know where it is asks us, and then we ask."""
    leg_of(supplier, reference)
    return HttpResponse(status=204)


@from_supplier("POST")
def leg_confirmation(request: HttpRequest, supplier: Supplier, reference: str) -> HttpResponse:
    """POST legs/{id}/confirmation (1.6): no, since nobody here can speak for the traveller."""
    leg_of(supplier, reference)
    return JsonResponse(False, safe=False)


@from_supplier("POST")
def booking_notifications(request: HttpRequest, supplier: Supplier, reference: str) -> HttpResponse:
    """POST bookings/{id}/notifications: passed on to our partner, with what changed."""
    booking = booking_of(supplier, reference).booking
    told = body_of(request)
    kind = KIND_OF_WORD.get(str(told.get("type")), MessageKind.OTHER)
    minutes = told.get("minutes")
    known = isinstance(minutes, int) and 0 <= minutes <= MOST_MINUTES
    if kind == MessageKind.ARRIVAL and not known:
        kind = MessageKind.OTHER
    text = as_text(told.get("comment") or "")[:LONGEST_TEXT]
    try:
        send_message(
            booking,
            kind=kind,
            minutes=minutes if known else None,
            text=text,
            by=BY,
            at=timezone.now(),
        )
    except BookingGone:
        return refusal(410, "This booking is over.")
    look(booking, by=BY, at=timezone.now())
    return HttpResponse(status=204)


@from_supplier("POST")
def extra_costs(request: HttpRequest, supplier: Supplier, reference: str) -> HttpResponse:
    """POST payment/{id}/claim-extra-costs: its journal says what it charges by now."""
    row = settle_charges(booking_of(supplier, reference).booking, by=BY, at=timezone.now())
    order = row.booking.order
    wire: dict[str, Any] = {"journalId": reference, "state": "TO_INVOICE"}
    if order is not None:
        order.refresh_from_db()
        wire |= {"amount": number(order.total_amount), "currencyCode": order.currency}
    return JsonResponse(wire)


def booking_of(supplier: Supplier, reference: str) -> SuppliedBooking:
    """SuppliedBooking.DoesNotExist."""
    found = SuppliedBooking.objects.select_related("booking__order")
    row: SuppliedBooking = found.get(supplier=supplier, remote_reference=reference)
    return row


def leg_of(supplier: Supplier, reference: str) -> SuppliedLeg:
    """SuppliedLeg.DoesNotExist."""
    found = SuppliedLeg.objects.select_related("leg__booking")
    row = found.filter(supplied__supplier=supplier, remote_reference=reference).last()
    if row is None:
        raise SuppliedLeg.DoesNotExist
    return row


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent; an empty one where it is none."""
    try:
        told = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def as_text(told: object) -> str:
    """What the database can hold of it: no NUL, no half of a surrogate pair."""
    return str(told).replace("\x00", "").encode(errors="replace").decode()


def refusal(status: int, detail: str) -> HttpResponse:
    """`error`."""
    return JsonResponse(
        {"errorcode": 7000 + status, "status": status, "detail": detail}, status=status
    )


def busy(fault: SupplyError) -> HttpResponse:
    """We could not look; the supplier tells us again, and our timer looks as well."""
    answer = refusal(503, "We could not ask you how it stands; tell us again.")
    answer["Retry-After"] = str(fault.wait if isinstance(fault, SupplierBusy) else NOT_NOW)
    return answer
