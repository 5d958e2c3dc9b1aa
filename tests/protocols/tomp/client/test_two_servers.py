"""Two servers on one machine, each with its own database: the first one sells a ticket and a ride
of the second. Either is killed in the middle and started again; the books of both agree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from time import monotonic, sleep
from typing import Any

import pytest
import requests
from django.db import connection
from time_machine import escape_hatch

from tests.apart import FORKS, start
from tests.factories.moments import NOW, later
from tests.protocols.tomp.client.between import AFTER, BEFORE, Between, Trap
from tests.protocols.tomp.client.serving import Server, inside
from tests.protocols.tomp.client.worlds import (
    HERE,
    Seller,
    bought,
    buy_trip,
    differences,
    hold_trip,
    open_buyer,
    open_seller,
    own_journeys,
    sold,
    standing_of,
    wanted,
)
from tests.protocols.worlds import tomp_headers

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30
"""Seconds of real time that anything may take to heal."""
LONGER_THAN_A_LEASE = 60
"""Seconds that both clocks are moved on, instead of waiting."""
LONGER_THAN_A_HOLD = 3600
MOMENTS = (BEFORE, AFTER)
STEPS = {"COMMIT": ("/events", "COMMIT"), "HOLD": ("/bookings", '{"id"')}
"""Of a purchase: what the buyer asks the seller for."""
POINTS = [(moment, victim) for moment in (BEFORE, AFTER) for victim in ("buyer", "seller")]


@dataclass
class Street:
    """Both servers, the line between them, and a platform that buys of the buyer."""

    buyer: Server
    seller: Server
    between: Between
    offered: Seller
    secret: str
    clock: Any

    def ask(self, method: str, path: str, body: Any = None, *, key: str = "") -> Any:
        """The buyer's answer. ConnectionError if it dies over it."""
        headers = tomp_headers(self.secret, "1.6.1")
        if key:
            headers["Idempotency-Key"] = key
        url = f"{self.buyer.url}/tomp{path}"
        return requests.request(method, url, json=body, headers=headers, timeout=PATIENCE)

    def tell(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.ask(method, path, body)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def insist(self, method: str, path: str, body: Any = None) -> Any:
        """Send the same again as long as the answer is to wait."""
        began = monotonic()
        while monotonic() - began < PATIENCE:
            answer = self.ask(method, path, body)
            if answer.status_code != 503:
                assert answer.status_code < 300, answer.text
                return answer.json()
            sleep(0.2)
        raise AssertionError(answer.text)

    def rent(self, asset_id: str) -> Any:
        wish = {"from": HERE, "useAssets": [asset_id], "customer": {"externalId": "ada"}}
        return self.ask("POST", "/bookings/one-stop", wish)

    def wait_until_nothing_is_wanted(self) -> None:
        began = monotonic()
        while inside(self.buyer.database, wanted):
            assert monotonic() - began < PATIENCE
            sleep(0.2)

    def wait_until(self, told: Any, expected: list[str]) -> None:
        """Until the buyer's database says so."""
        began, found = monotonic(), None
        while monotonic() - began < PATIENCE:
            found = inside(self.buyer.database, told)
            if found == expected:
                return
            sleep(0.2)
        raise AssertionError(f"It does not become {expected}: {found}")

    def now(self) -> datetime:
        """What the clock of both says."""
        return datetime.fromtimestamp(escape_hatch.time.time() + self.clock.value, UTC)

    def plan(self) -> dict[str, Any]:
        wish = {"from": stop(self.offered.origin), "to": stop(self.offered.destination)}
        told: dict[str, Any] = self.tell("POST", "/planning/offers", wish)
        option: dict[str, Any] = told["options"][0]
        return option

    def set_trap(self, moment: str, victim: str, path: str, words: str = "") -> None:
        """The victim dies at the seller's next request of this kind."""
        doomed = self.buyer if victim == "buyer" else self.seller
        self.between.trap = Trap(path, words, moment, doomed.kill)

    def start_again(self, victim: str) -> None:
        assert self.between.trap is None, "Nobody came by."
        (self.buyer if victim == "buyer" else self.seller).start()
        self.clock.value += LONGER_THAN_A_LEASE

    def wait_for(self, path: str, state: str) -> dict[str, Any]:
        """Read until it is so; timers do the rest."""
        began, told = monotonic(), None
        while monotonic() - began < PATIENCE:
            with suppress(requests.RequestException):
                told = self.ask("GET", path).json()
                if told.get("state") == state:
                    return told
            sleep(0.1)
        raise AssertionError(f"It does not become {state}: {told}")


def stop(stop_id: str) -> dict[str, Any]:
    return {
        "coordinates": {"lng": 4.3, "lat": 52.1},
        "stopReference": [{"type": "GTFS_STOP_ID", "id": stop_id, "country": "NL"}],
    }


@pytest.fixture(params=["1.6.1"])
def street(request, transactional_db, tmp_path) -> Iterator[Street]:
    clock = FORKS.Value("d", NOW.timestamp() - escape_hatch.time.time())
    with two_databases() as (ours, theirs):
        offered = inside(theirs, partial(open_seller, tmp_path))
        seller = Server(theirs, clock)
        between = Between(seller.url)
        buyer = Server(ours, clock)
        secret = inside(ours, partial(open_buyer, between.url, offered.secret, request.param))
        seller.start()
        buyer.start()
        yield Street(buyer, seller, between, offered, secret, clock)
        buyer.kill()
        seller.kill()
        between.close()


@contextmanager
def two_databases() -> Iterator[tuple[str, str]]:
    """Copies of the empty database of the tests."""
    name = connection.settings_dict["NAME"]
    copies = (f"{name}_buyer", f"{name}_seller")
    connection.close()
    with beside() as cursor:
        for copy in copies:
            cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    try:
        yield copies
    finally:
        with beside() as cursor:
            for copy in copies:
                cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


@contextmanager
def beside() -> Iterator[Any]:
    """A cursor on the database that is there on every server; nobody may be in one that is
    copied."""
    with connection._nodb_cursor() as cursor:
        yield cursor


def check_agreement(street: Street) -> None:
    """What the buyer has charged for is what the seller has charged it, line by line; the seller's
    own journal says the same."""
    ours, theirs = inside(street.buyer.database, bought), inside(street.seller.database, sold)
    assert sorted(ours) == sorted(theirs)
    since, until = later(hours=-1), later(hours=2)
    assert inside(street.buyer.database, partial(differences, since, until)) == []


def test_ticket_is_sold_once_whoever_dies(street):
    for path, words in (("/bookings", '{"id"'), ("/events", "COMMIT")):
        for moment, victim in POINTS:
            option = street.plan()
            booking = f"/bookings/{option['id']}"
            if path == "/events":
                street.tell("POST", "/bookings", {"id": option["id"]})
            street.set_trap(moment, victim, path, words)
            with suppress(requests.RequestException):
                if path == "/bookings":
                    answer = street.ask("POST", "/bookings", {"id": option["id"]})
                else:
                    answer = street.ask("POST", f"{booking}/events", {"operation": "COMMIT"})
                assert answer.status_code == 503
            street.start_again(victim)

            if path == "/bookings":
                street.wait_for(booking, "PENDING")
                street.insist("POST", f"{booking}/events", {"operation": "COMMIT"})
            [leg] = street.wait_for(booking, "STARTED")["legs"]
            assert leg["ticket"]["tokenData"]["base64"]

    check_agreement(street)


def test_cancelled_ticket_is_credited_once_whoever_dies(street):
    for moment, victim in POINTS:
        sold_one = street.tell("POST", "/bookings", {"id": street.plan()["id"]})
        booking = f"/bookings/{sold_one['id']}"
        street.tell("POST", f"{booking}/events", {"operation": "COMMIT"})
        street.set_trap(moment, victim, "/events", "CANCEL")
        with suppress(requests.RequestException):
            answer = street.ask("POST", f"{booking}/events", {"operation": "CANCEL"})
            assert answer.status_code == 503
        street.start_again(victim)

        street.wait_for(booking, "CANCELLED")

    check_agreement(street)


def test_whole_trip_is_sold_or_not_whenever_its_buyer_dies(street):
    """What the seller sells, and a journey of the buyer's own that is held and sold after it."""
    database, ways = street.buyer.database, [(step, when) for step in STEPS for when in MOMENTS]
    theirs = [street.plan()["id"] for _ in ways]
    ours = inside(database, partial(own_journeys, len(ways)))
    lost = []
    for (step, moment), *offers in zip(ways, ours, theirs, strict=True):
        trip = f"{step} {moment}"
        act = partial(hold_trip, trip, offers, street.now())
        if step == "COMMIT":
            inside(database, act)
            act = partial(buy_trip, trip, street.now())
        doomed = start(act, database=database)
        street.between.trap = Trap(*STEPS[step], moment, doomed.process.kill)
        doomed.go()
        assert doomed.has_died()
        street.clock.value += LONGER_THAN_A_LEASE
        if step == "COMMIT":
            street.wait_until(partial(standing_of, offers), ["CONFIRMED", "STARTED"])
        else:
            lost += offers
    # Nobody goes on with a hold; it lapses at both ends.
    street.clock.value += LONGER_THAN_A_HOLD
    street.wait_until_nothing_is_wanted()
    assert set(inside(database, partial(standing_of, lost))) <= {"EXPIRED", "RELEASED"}

    check_agreement(street)


def test_ride_is_booked_and_sold_once_whoever_dies(street):
    rides = iter(street.offered.scooters)
    for moment, victim in POINTS:
        scooter = next(rides)
        street.set_trap(moment, victim, "/bookings/one-stop")
        with suppress(requests.RequestException):
            assert street.rent(scooter).status_code == 503
        street.start_again(victim)
        # Too late for a customer who stands beside it: whatever was booked is given back.
        street.wait_until_nothing_is_wanted()

        booked = street.rent(next(rides)).json()
        leg = f"/legs/{booked['legs'][0]['id']}"
        street.wait_for(leg, "IN_USE")
        street.set_trap(moment, victim, "/events", "FINISH")
        with suppress(requests.RequestException):
            told = {"event": "FINISH", "time": "2026-06-01T12:10:00+02:00"}
            assert street.ask("POST", f"{leg}/events", told).status_code == 503
        street.start_again(victim)
        street.wait_for(f"/bookings/{booked['id']}", "FINISHED")

    check_agreement(street)
