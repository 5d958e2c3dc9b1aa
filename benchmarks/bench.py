"""What a run has at hand: its options, its database, and what was put into it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from benchmarks.loading.feeds import Network, write_feed
from benchmarks.loading.fleet import City, load_past_rentals, open_city
from benchmarks.loading.lines import load_lines
from benchmarks.loading.moulds import spread_ids
from benchmarks.loading.orders import load_orders
from benchmarks.loading.past import BY, Works, load_live, load_past
from benchmarks.options import Options
from demo.seed import seed_demo
from operators.models import ApiClient, ApiToken, Feed, FeedVersion, Operator, Tenant
from operators.timetable.actions import import_feed

UNLIMITED = 10**9
"""Requests a minute: the limit of a token is not what is measured."""
LIVE_LEGS = 2000
FEED_DAYS = timedelta(days=90)


@dataclass
class Bench:
    """The place of a run; what a measure needs is put into the database when it first asks."""

    options: Options
    folder: Path
    database: str
    demo: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def works(self) -> Works:
        """The seeded town, open for any number of requests, and no more sales than the demo's."""
        self.tell("seeding the town")
        self.demo = seed_demo(folder=self.folder, at=timezone.now(), days_of_sales=0)
        for caller in (ApiToken, ApiClient):
            caller.objects.update(requests_per_minute=UNLIMITED)
        spread_ids()
        return Works.of(Tenant.objects.get(), at=timezone.now())

    @cached_property
    def past(self) -> int:
        """The number of past bookings, once they are there."""
        count = self.options.bookings
        works = self.works
        self.tell(f"loading {count:,} past bookings")
        load_past(works, count)
        settle()
        return count

    @cached_property
    def city(self) -> City:
        """A fleet of its own, rented out for any number of requests."""
        works, count = self.works, self.options.vehicles
        self.tell(f"loading a city of {count:,} vehicles")
        city = open_city(works, self.folder, count)
        ApiToken.objects.update(requests_per_minute=UNLIMITED)
        settle()
        return city

    @cached_property
    def past_rentals(self) -> int:
        """The number of rentals of the city that are over, once they are there."""
        count, city = self.options.bookings, self.city
        self.tell(f"loading {count:,} past rentals")
        load_past_rentals(self.works, city, count)
        settle()
        return count

    @property
    def rental_headers(self) -> dict[str, str]:
        """What a partner sends with every request about vehicles."""
        return {"X-Access-Token": self.city.secret, "Content-Type": "application/json"}

    @cached_property
    def lines(self) -> int:
        """The number of order lines, once they are there."""
        works = self.works
        self.tell(f"loading {self.options.order_lines:,} order lines")
        count = load_lines(works, self.options.order_lines)
        settle()
        return count

    @cached_property
    def orders(self) -> int:
        """The number of past orders of the web shop, once they are there."""
        count = self.options.orders
        works = self.works
        self.tell(f"loading {count:,} past orders")
        load_orders(works, count)
        settle()
        return count

    @cached_property
    def live_legs(self) -> list[str]:
        """References of legs whose tickets can be shown now."""
        count = min(LIVE_LEGS, self.options.bookings)
        works = self.works
        self.tell(f"selling {count:,} tickets of now")
        references = load_live(works, count)
        settle()
        return references

    @cached_property
    def network(self) -> Network:
        return Network(self.options.stop_times)

    @cached_property
    def feed_file(self) -> Path:
        """The zip file of the big feed."""
        path = self.folder / "feed.zip"
        self.tell(f"writing a feed of {self.network.stop_times:,} stop times")
        write_feed(path, self.network, first_day=self.first_day, last_day=self.last_day)
        return path

    @cached_property
    def feed_version(self) -> FeedVersion:
        """The big feed in force; importing it is what the feed's measure takes the time of."""
        tenant, source = self.works.past.tenant, self.feed_file
        operator = Operator.objects.filter(tenant=tenant).earliest("pk")
        feed = Feed.objects.create(tenant=tenant, operator=operator, name="Benchmark")
        self.tell("importing the feed")
        return import_feed(feed, source=source, by=BY, at=timezone.now())

    @property
    def first_day(self) -> date:
        return timezone.now().date() - timedelta(days=1)

    @property
    def last_day(self) -> date:
        return self.first_day + FEED_DAYS

    @property
    def first_day_asked(self) -> date:
        """What was planned for earlier is over already."""
        return timezone.now().date() + timedelta(days=2)

    @property
    def headers(self) -> dict[str, str]:
        """What a partner sends with every request."""
        return {
            "Authorization": f"Bearer {self.demo['tomp_1_1']['token']}",
            "Api": "TOMP",
            "Api-Version": "1.1.3",
            "Content-Type": "application/json",
        }

    @cached_property
    def shop_headers(self) -> dict[str, str]:
        """What the web shop's program sends with every request."""
        shop = self.demo["sales"]
        wish = {name: shop[name] for name in ("client_id", "client_secret", "audience")}
        client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
        answer = client.post(
            "/oauth/token", {"grant_type": "client_credentials", **wish}, "application/json"
        )
        return {
            "Authorization": f"Bearer {answer.json()['access_token']}",
            "Entur-Distribution-Channel": shop["distribution_channel"],
            "Entur-POS": shop["pos"],
            "Content-Type": "application/json",
        }

    def wish(self, travellers: int = 1) -> dict[str, Any]:
        """A planning request of the demo's trip."""
        journey = self.demo["tomp_1_1"]
        return planning(
            journey["from_stop"], journey["to_stop"], journey["depart_after"], travellers
        )

    def tell(self, what: str) -> None:
        """Say what is being prepared."""
        print(f"... {what}", flush=True)


def planning(origin: str, destination: str, departs_after: str, travellers: int) -> dict[str, Any]:
    """The body of POST /plannings."""
    people = [{"referenceNumber": f"t{place}", "age": 34} for place in range(1, travellers + 1)]
    return {
        "from": place_of(origin),
        "to": place_of(destination),
        "departureTime": departs_after,
        "nrOfTravelers": travellers,
        "travelers": people,
    }


def place_of(stop_id: str) -> dict[str, Any]:
    return {
        "coordinates": {"lng": 5.2, "lat": 52.5},
        "stopReference": [{"type": "GTFS_STOP_ID", "id": stop_id, "country": "NL"}],
    }


def settle() -> None:
    """Let the database do now what it would do at some time after a load."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")
