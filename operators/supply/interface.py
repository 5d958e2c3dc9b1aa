"""What every supplier can be asked, in plain values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

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


class SupplierGateway(Protocol):
    """A way to one supplier. It is asked without any lock on a row being held.

    Each may raise SupplierBusy, which tells when to try again: nobody knows then whether it was
    done. SupplierRefused and its kin say that it was not; SupplierUnfit that the answer makes no
    sense; SupplierUnable that it is not done in this version; PrivateAddress.
    """

    def describe(self) -> SupplierFacts:
        """What it serves; changes nothing."""

    def find_offers(self, trip: TripAsked) -> Sequence[RemoteBooking]:
        """Offers that can be held by their references; none where there is no trip."""

    def hold(
        self, reference: str, customer: RemoteCustomer | None, *, callback_url: str
    ) -> RemoteBooking:
        """Hold an offer. SupplierTaken if that was done before: then read it. SupplierGone."""

    def book_asset(
        self,
        asset_id: str,
        customer: RemoteCustomer,
        origin: RemotePlace,
        *,
        key: str,
        callback_url: str,
    ) -> RemoteBooking:
        """Book one vehicle at once. With the same key it is booked once; SupplierTaken if it is
        taken, maybe by us: then look with `find_ride`."""

    def find_ride(self, asset_id: str) -> RemoteBooking | None:
        """The open booking that we have of a vehicle, if any."""

    def commit(self, reference: str) -> RemoteBooking:
        """Commit a hold; again, it changes nothing or is refused: then read it."""

    def cancel(self, reference: str) -> RemoteBooking:
        """Give back a hold or a booking; again, it changes nothing."""

    def extend(self, reference: str, *, reason: str) -> RemoteBooking:
        """Hold it for longer. SupplierGone where that is refused; SupplierUnable."""

    def read_booking(self, reference: str) -> RemoteBooking:
        """How a booking stands. SupplierUnknown."""

    def read_leg(self, reference: str) -> RemoteLeg:
        """How a leg stands. SupplierUnknown."""

    def move_leg(self, reference: str, act: str, told: ActTold) -> RemoteLeg:
        """Do one of our acts on a leg. SupplierRefused where its state does not allow that, as when
        it was done before: then read it."""

    def read_journal(self, *, since: datetime, until: datetime) -> Sequence[RemoteEntry]:
        """What it charged us for between two moments."""

    def read_charges(self, reference: str) -> Sequence[RemoteEntry]:
        """What it charged us for one booking."""
