"""A supplier that speaks TOMP 1.1 or 1.6."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from operators.supply.errors import SupplierRefused, SupplierUnable
from operators.supply.models import Supplier
from operators.supply.secrets import token_of
from operators.supply.terms import (
    ActTold,
    RemoteBooking,
    RemoteCustomer,
    RemoteEntry,
    RemoteLeg,
    RemotePlace,
    SupplierFacts,
    TripAsked,
)
from protocols.tomp.client import reading, writing
from protocols.tomp.client.session import Line, TompSession
from protocols.tomp.wire import utc

PAGE = 100
"""Of the journal; servers may allow less, and say so with 400."""
MOST_ENTRIES = 10_000
ONLY_1_6 = {"OPEN_TRUNK", "CANCEL"}
"""Leg events that 1.1 lacks."""
OPEN = ("PENDING", "CONFIRMED", "STARTED")


class TompSupplier:
    """One server, asked as `SupplierGateway` says."""

    def __init__(self, session: TompSession) -> None:
        self.session = session

    def describe(self) -> SupplierFacts:
        """GET /operator/meta."""
        return reading.facts_of(self.session.get("/operator/meta"))

    def find_offers(self, trip: TripAsked) -> Sequence[RemoteBooking]:
        """1.1: POST /plannings with booking-intent; 1.6: POST /planning/offers."""
        body = writing.planning_request(trip, is_1_1=self.session.is_1_1)
        if self.session.is_1_1:
            query = {"booking-intent": "true"}
            answer = self.session.call("POST", "/plannings", body=body, query=query)
        else:
            answer = self.session.call("POST", "/planning/offers", body=body)
        return reading.offers_of(answer.body)

    def hold(
        self, reference: str, customer: RemoteCustomer | None, *, callback_url: str
    ) -> RemoteBooking:
        """POST /bookings."""
        body = writing.booking_request(
            reference, customer, callback_url=callback_url, is_1_1=self.session.is_1_1
        )
        answer = self.session.call("POST", "/bookings", body=body)
        return reading.booking_of(answer.body, expires_at=answer.expires_at)

    def book_asset(
        self,
        asset_id: str,
        customer: RemoteCustomer,
        origin: RemotePlace,
        *,
        key: str,
        callback_url: str,
    ) -> RemoteBooking:
        """POST /bookings/one-stop; 1.6 only."""
        if self.session.is_1_1:
            raise SupplierUnable("One-stop bookings came with TOMP 1.4.")
        body = writing.one_stop_request(asset_id, customer, origin, callback_url=callback_url)
        answer = self.session.call("POST", "/bookings/one-stop", body=body, key=key)
        return reading.booking_of(answer.body, expires_at=answer.expires_at)

    def find_ride(self, asset_id: str) -> RemoteBooking | None:
        """GET /bookings in every state that a ride may be open in."""
        for state in OPEN:
            for booking in self._bookings(state):
                if any(leg.asset_id == asset_id for leg in booking.legs):
                    return booking
        return None

    def _bookings(self, state: str) -> Iterator[RemoteBooking]:
        """All of a state. Servers that know no pages of bookings answer each page with all."""
        seen: set[str] = set()
        while len(seen) < MOST_ENTRIES:
            query = {"state": state, "offset": len(seen)} if seen else {"state": state}
            page = reading.bookings_of(self.session.get("/bookings", query))
            new = [booking for booking in page if booking.reference not in seen]
            yield from new
            seen |= {booking.reference for booking in new}
            if not new:
                return

    def commit(self, reference: str) -> RemoteBooking:
        """The booking operation COMMIT."""
        return self._operate(reference, "COMMIT")

    def cancel(self, reference: str) -> RemoteBooking:
        """The booking operation CANCEL."""
        return self._operate(reference, "CANCEL")

    def extend(self, reference: str, *, reason: str) -> RemoteBooking:
        """The booking operation EXTEND_EXPIRY_TIME; 1.6 only."""
        if self.session.is_1_1:
            raise SupplierUnable("More time to commit came with TOMP 1.5.")
        return self._operate(reference, "EXTEND_EXPIRY_TIME", extendReason=reason or "OTHER")

    def read_booking(self, reference: str) -> RemoteBooking:
        """GET /bookings/{id}."""
        return reading.booking_of(self.session.get(f"/bookings/{_path(reference)}"))

    def read_leg(self, reference: str) -> RemoteLeg:
        """GET /legs/{id}."""
        return reading.leg_of(self.session.get(f"/legs/{_path(reference)}"))

    def move_leg(self, reference: str, act: str, told: ActTold) -> RemoteLeg:
        """POST /legs/{id}/events; some servers answer with nothing, and are asked again."""
        if self.session.is_1_1 and act in ONLY_1_6:
            raise SupplierUnable(f"{act} came after TOMP 1.1.")
        body = writing.leg_event(act, told, is_1_1=self.session.is_1_1)
        answer = self.session.post(f"/legs/{_path(reference)}/events", body)
        return self.read_leg(reference) if answer is None else reading.leg_of(answer)

    def read_journal(self, *, since: datetime, until: datetime) -> Sequence[RemoteEntry]:
        """GET /payment/journal-entry, page by page."""
        return self._journal({"from": utc(since), "to": utc(until)})

    def read_charges(self, reference: str) -> Sequence[RemoteEntry]:
        """GET /payment/journal-entry of one booking."""
        return self._journal({"id": reference})

    def _operate(self, reference: str, operation: str, **more: str) -> RemoteBooking:
        body = {"operation": operation, **more}
        path = f"/bookings/{_path(reference)}/events"
        answer = self.session.call("POST", path, body=body)
        if answer.body is None:
            return self.read_booking(reference)
        return reading.booking_of(answer.body, expires_at=answer.expires_at)

    def _journal(self, query: dict[str, Any]) -> list[RemoteEntry]:
        entries: list[RemoteEntry] = []
        while len(entries) < MOST_ENTRIES:
            page = {**query, "offset": len(entries), "limit": PAGE}
            found = reading.entries_of(self.session.get("/payment/journal-entry", page))
            entries += found
            if len(found) < PAGE:
                return entries
        raise SupplierRefused("Its journal is too long; ask for fewer days.")


def open_supplier(supplier: Supplier) -> TompSupplier:
    """The way to a supplier, with our token for it."""
    may_be_private = supplier.allows_private and supplier.tenant.allows_private_callbacks
    return TompSupplier(
        TompSession(
            Line(
                base_url=supplier.base_url,
                version=supplier.version,
                token=token_of(supplier),
                token_header=supplier.token_header,
                maas_id=supplier.maas_id,
                allows_private=may_be_private,
            )
        )
    )


def _path(reference: str) -> str:
    return quote(reference, safe="")
