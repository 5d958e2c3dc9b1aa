"""A supplier in memory that answers as a server does, keeps what it sold, and can be told to die:
the same questions as every `SupplierGateway`, which a test holds against the real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from operators.supply.errors import (
    SupplierBusy,
    SupplierGone,
    SupplierRefused,
    SupplierTaken,
    SupplierUnknown,
)
from operators.supply.terms import (
    ActTold,
    RemoteBooking,
    RemoteCustomer,
    RemoteEntry,
    RemoteLeg,
    RemotePart,
    RemotePlace,
    RemotePrice,
    RemoteToken,
    SupplierFacts,
    TripAsked,
)
from tests.factories.moments import NOW, later

MARKET, BEACH = RemotePlace(4.3, 52.1, "Market"), RemotePlace(4.4, 52.2, "Beach")
LEADS_TO = {
    "PREPARE": "PREPARING",
    "SET_IN_USE": "IN_USE",
    "PAUSE": "PAUSED",
    "START_FINISHING": "FINISHING",
    "FINISH": "FINISHED",
}
TICKET = RemoteToken("QR", NOW, later(hours=2), {"base64": "VDE6", "mediaType": "text/plain"})


def price(amount: str, *, is_estimated: bool = False) -> RemotePrice:
    return RemotePrice("EUR", (RemotePart("FIXED", Decimal(amount), Decimal(9)),), is_estimated)


def trip(reference: str = "there", *, amount: str = "4.00", **more: object) -> RemoteBooking:
    """An offer of a bus from the market to the beach."""
    leg = RemoteLeg(
        f"{reference}-1", "NOT_STARTED", MARKET, BEACH, later(minutes=30), later(hours=1)
    )
    made = RemoteBooking(reference, "NEW", (leg,), price(amount), later(minutes=15))
    return replace(made, **more)  # type: ignore[arg-type]


def ride(reference: str, asset_id: str) -> RemoteBooking:
    """A scooter that was booked and not unlocked yet."""
    leg = RemoteLeg(
        f"{reference}-1", "NOT_STARTED", MARKET, asset_id=asset_id,
        price=price("1.00", is_estimated=True),
    )  # fmt: skip
    return RemoteBooking(reference, "CONFIRMED", (leg,))


@dataclass
class StandIn:
    """Sells what it offers. `faults` are raised, in turn, by the next questions: before they are
    answered, or with `lost`, after they were."""

    offers: list[RemoteBooking] = field(default_factory=lambda: [trip()])
    bookings: dict[str, RemoteBooking] = field(default_factory=dict)
    charged: dict[str, Decimal] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    faults: dict[str, list[Exception]] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    thinks: bool = False
    commits_once: bool = False
    keeps: Decimal = Decimal(0)
    ride_costs: str = "3.85"
    ticket: RemoteToken = TICKET

    def describe(self) -> SupplierFacts:
        self._hear("describe")
        return SupplierFacts(("1.6.1",), ("POST /bookings", "GET /operator/meta"))

    def find_offers(self, trip: TripAsked) -> Sequence[RemoteBooking]:
        self._hear("find_offers")
        return self.offers

    def hold(
        self, reference: str, customer: RemoteCustomer | None, *, callback_url: str
    ) -> RemoteBooking:
        self._hear("hold")
        if reference in self.bookings:
            raise SupplierTaken
        offer = next((one for one in self.offers if one.reference == reference), None)
        if offer is None:
            raise SupplierGone
        return self._keep(replace(offer, state="PENDING", expires_at=later(minutes=10)), "hold")

    def book_asset(
        self,
        asset_id: str,
        customer: RemoteCustomer,
        origin: RemotePlace,
        *,
        key: str,
        callback_url: str,
    ) -> RemoteBooking:
        self._hear("book_asset")
        if key in self.keys:
            return self.bookings[self.keys[key]]
        if asset_id == "nowhere":
            raise SupplierUnknown
        if self.find_ride(asset_id) is not None:
            raise SupplierTaken
        made = ride(f"ride-{len(self.bookings)}", asset_id)
        self.keys[key] = made.reference
        return self._keep(made, "book_asset")

    def find_ride(self, asset_id: str) -> RemoteBooking | None:
        for booking in self.bookings.values():
            is_open = booking.state in ("CONFIRMED", "STARTED")
            if is_open and any(leg.asset_id == asset_id for leg in booking.legs):
                return booking
        return None

    def commit(self, reference: str) -> RemoteBooking:
        self._hear("commit")
        booking = self.read(reference)
        if booking.state != "PENDING" and self.commits_once:
            raise SupplierRefused
        if booking.state in ("EXPIRED", "CANCELLED"):
            raise SupplierRefused
        if self.thinks:
            return self._keep(replace(booking, state="CONDITIONAL_CONFIRMED"), "commit")
        return self.sell(reference, what="commit")

    def sell(self, reference: str, *, what: str = "") -> RemoteBooking:
        """It says yes."""
        booking = self.read(reference)
        self.charged[reference] = booking.whole_price().amount  # type: ignore[union-attr]
        return self._keep(replace(booking, state="CONFIRMED"), what)

    def cancel(self, reference: str) -> RemoteBooking:
        self._hear("cancel")
        booking = self.read(reference)
        if booking.state == "STARTED":
            raise SupplierRefused("It is in use.")
        if reference in self.charged:
            self.charged[reference] = self.keeps
        state = "RELEASED" if booking.state == "PENDING" else "CANCELLED"
        legs = tuple(replace(leg, state="CANCELLED") for leg in booking.legs)
        return self._keep(replace(booking, state=state, legs=legs), "cancel")

    def extend(self, reference: str, *, reason: str) -> RemoteBooking:
        self._hear("extend")
        booking = replace(self.read(reference), expires_at=later(minutes=30))
        return self._keep(booking, "extend")

    def read_booking(self, reference: str) -> RemoteBooking:
        self._hear("read_booking")
        return self.read(reference)

    def read_leg(self, reference: str) -> RemoteLeg:
        self._hear("read_leg")
        return self._leg(reference)[1]

    def move_leg(self, reference: str, act: str, told: ActTold) -> RemoteLeg:
        self._hear("move_leg")
        booking, leg = self._leg(reference)
        if leg.state == LEADS_TO[act]:
            raise SupplierRefused
        if leg.state == "FINISHED":
            raise SupplierRefused
        self.move(booking, leg, LEADS_TO[act], at=told.time)
        self._lose("move_leg")
        return self._leg(reference)[1]

    def move(self, booking: RemoteBooking, leg: RemoteLeg, state: str, *, at: datetime) -> None:
        """The leg goes on, and its booking with it."""
        began = leg.started_at or at
        moved = replace(leg, state=state, started_at=began)
        whole = "STARTED"
        if state == "IN_USE" and not leg.asset_id:
            moved = replace(moved, ticket=self.ticket)
        if state == "FINISHED":
            whole = "FINISHED"
            moved = replace(moved, ended_at=at)
            if leg.asset_id:
                moved = replace(moved, price=price(self.ride_costs))
                self.charged[booking.reference] = Decimal(self.ride_costs)
        self.bookings[booking.reference] = replace(booking, state=whole, legs=(moved,))

    def read_journal(self, *, since: datetime, until: datetime) -> Sequence[RemoteEntry]:
        self._hear("read_journal")
        return [entry for one in self.charged for entry in self.read_charges(one)]

    def read_charges(self, reference: str) -> Sequence[RemoteEntry]:
        self._hear("read_charges")
        amount = self.charged.get(reference)
        return [] if amount is None else [RemoteEntry("1", reference, amount, "EUR")]

    def read(self, reference: str) -> RemoteBooking:
        """How it stands."""
        if reference not in self.bookings:
            raise SupplierUnknown
        return self.bookings[reference]

    def fails(self, what: str, fault: Exception | None = None) -> None:
        """The next question of this kind gets no answer, or this one."""
        self.faults.setdefault(what, []).append(fault or SupplierBusy())

    def loses(self, what: str, times: int = 1) -> None:
        """The next one is done, but its answer does not arrive."""
        self.lost[what] = times

    def _leg(self, reference: str) -> tuple[RemoteBooking, RemoteLeg]:
        for booking in self.bookings.values():
            for leg in booking.legs:
                if leg.reference == reference:
                    return booking, leg
        raise SupplierUnknown

    def _hear(self, what: str) -> None:
        self.asked.append(what)
        if self.faults.get(what):
            raise self.faults[what].pop(0)

    def _lose(self, what: str) -> None:
        if self.lost.get(what):
            self.lost[what] -= 1
            raise SupplierBusy

    def _keep(self, booking: RemoteBooking, what: str) -> RemoteBooking:
        self.bookings[booking.reference] = booking
        self._lose(what)
        return booking
