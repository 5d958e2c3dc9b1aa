"""A tenant that rents out scooters in Berlin, and a partner's program that books them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.http import HttpResponse
from django.test import Client

from bookings.actions.unlocking import unlock_rental
from bookings.models import Rental
from operators.models import (
    ApiToken,
    Asset,
    AssetType,
    Fleet,
    PricingPlan,
    Region,
    SimulatedVehicle,
    Tenant,
)
from operators.tenancy.actors import Actor
from operators.tenancy.models import TokenRole
from sales.books.actions import open_ledger
from sales.catalogue.states import Cancellation
from sales.models import Product, SalesChannel
from tests.factories.fleet import (
    PER_MINUTE,
    UNLOCKING,
    AssetFactory,
    AssetTypeFactory,
    FleetFactory,
    PricingPlanFactory,
    RegionFactory,
    SimulatedVehicleFactory,
)
from tests.factories.moments import NOW, later
from tests.factories.sales import CatalogueEntryFactory, ProductFactory, SalesChannelFactory
from tests.protocols.tomp.edge import voi
from tests.protocols.worlds import open_channel

BASE = "/edge/tomp"
OPENED = later(days=-60)
"""Before the moments of Voi's samples."""
TIMER = Actor.timer("unlock-rental")
Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rentals:
    """One scooter of one fleet with one plan in one region, and the secret of the one channel."""

    channel: SalesChannel
    product: Product
    fleet: Fleet
    region: Region
    plan: PricingPlan
    asset_type: AssetType
    asset: Asset
    token: ApiToken
    secret: str

    @property
    def tenant(self) -> Tenant:
        return self.fleet.tenant

    @property
    def vehicle(self) -> SimulatedVehicle:
        """What the simulator knows of the scooter by now."""
        return SimulatedVehicle.objects.get(asset=self.asset)


def open_rentals(**channel: Any) -> Rentals:
    """A tenant of its own, with the facts of Voi's samples."""
    place = SalesChannelFactory(**channel)
    open_ledger(place.seller_id, at=OPENED)
    return rent_out_in(place)


def rent_out_in(place: SalesChannel) -> Rentals:
    """A fleet whose scooter the channel rents out."""
    fleet = FleetFactory(
        operator__tenant=place.tenant, operator__organisation=place.seller, name="Voi Berlin"
    )
    region = RegionFactory(fleet=fleet, region_id="123", name="Berlin")
    plan = PricingPlanFactory(
        fleet=fleet,
        plan_id="plan-123",
        name="Standard E-Scooter",
        region=region,
        is_taxable=True,
        parts=[UNLOCKING, PER_MINUTE],
    )
    kind = AssetTypeFactory(fleet=fleet, type_id="escooter", default_plan=plan)
    asset = AssetFactory(fleet=fleet, asset_type=kind, asset_id="vehicle-id-123")
    SimulatedVehicleFactory(asset=asset)
    product = ProductFactory(
        tenant=place.tenant,
        operator=fleet.operator,
        fleet=fleet,
        ticket_type=None,
        validity="",
        valid_minutes=None,
        cancellation=Cancellation.NEVER,
        vat_rate=Decimal("19.00"),
    )
    CatalogueEntryFactory(channel=place, product=product, period=DateTimeTZRange(OPENED, None))
    token, secret = open_channel(place)
    return Rentals(place, product, fleet, region, plan, kind, asset, token.token, secret)


class Rider:
    """Sends the token alone, as Voi's clients do; `send` answers with the response, the rest with
    its body."""

    def __init__(self, world: Rentals, *, base: str = BASE) -> None:
        self.world = world
        self.base = base
        self.client = Client()

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        media: str = "application/json",
        **more: str,
    ) -> HttpResponse:
        """`body` is sent as JSON, or as it is if it is text or bytes. A header set to the empty
        text is left out."""
        content = body if isinstance(body, str | bytes) else self.client._encode_json(body, media)
        named = {name.replace("_", "-"): value for name, value in more.items()}
        headers = {"X-Access-Token": self.world.secret} | named
        return self.client.generic(
            method,
            self.base + path,
            b"" if body is None else content,
            media,
            headers={name: value for name, value in headers.items() if value},
        )

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        return self.send("POST", path, body, **headers)

    def try_to_book(self, **more: Any) -> HttpResponse:
        """`more` are members of the request."""
        headers = {name: more.pop(name) for name in list(more) if name[0].isupper()}
        return self.post("/bookings/one-stop", one_stop(self.world, **more), **headers)

    def book(self, **more: Any) -> Body:
        """A new booking, whose vehicle has not heard of it yet."""
        return body_of(self.try_to_book(**more), 201)

    def ride(self, **more: Any) -> Body:
        """A booking whose vehicle was unlocked at once."""
        booking = self.book(**more)
        unlock(booking)
        return booking

    def leg(self, booking: Body) -> Body:
        return body_of(self.get(f"/legs/{booking['legs'][0]['id']}"), 200)

    def tell(self, booking: Body, event: str, **more: Any) -> HttpResponse:
        """Send a leg event; `more` are its other members."""
        path = f"/legs/{booking['legs'][0]['id']}/events"
        return self.post(path, {"event": event, **more})

    def finish(self, booking: Body, **more: Any) -> Body:
        return body_of(self.tell(booking, "FINISH", **more), 200)


def one_stop(world: Rentals, **more: Any) -> Body:
    """A request for the world's scooter."""
    return voi.ONE_STOP_REQUEST | {"useAssets": [world.asset.asset_id]} | more


def unlock(booking: Body, *, at: datetime = NOW) -> Rental:
    """What the worker does once a booking is committed."""
    return unlock_rental(rental_of(booking), by=TIMER, at=at)


def rental_of(booking: Body) -> Rental:
    return Rental.objects.select_related("leg").get(leg__booking__reference=booking["id"])


def body_of(response: HttpResponse, status: int) -> Body:
    assert response.status_code == status, response.content
    return response.json()


def open_other_role(world: Rentals, role: TokenRole) -> str:
    """The secret of a token of another role for the same channel."""
    return open_channel(world.channel, role)[1]
