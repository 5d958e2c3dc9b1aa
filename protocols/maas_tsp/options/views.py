"""GET /bookings/options."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from bookings.models import Booking
from protocols.maas_tsp.errors import NotThere
from protocols.maas_tsp.fields import members_of
from protocols.maas_tsp.operation import MaasOperation
from protocols.maas_tsp.options.choices import choices_of
from protocols.maas_tsp.options.described import list_options
from protocols.maas_tsp.options.mapping import (
    Surroundings,
    extras_by_product,
    option_to_wire,
    services_by_fleet,
)
from protocols.maas_tsp.options.requests import OptionsQuery, OptionsWish, understand
from protocols.maas_tsp.options.searching import find_offers, types_of
from protocols.maas_tsp.options.stations import bike_stations
from sales.catalogue.ranges import read_range


class Options(MaasOperation):
    """GET /maas/bookings/options (maas-schemas, tsp/booking-options-list)."""

    @list_options
    def get(self, request: Request) -> Response:
        """What there is to travel with from a place, and to another one if that is told: trips
        between stops near them, taxis, and vehicles to ride oneself. Every option can be booked
        until its offer lapses.

        A search without hits answers an empty list.
        """
        told = members_of(request._request.GET)
        query = self.read(OptionsQuery, told)
        wish = understand(query, told.get("customer"), at=self.at)
        if wish.booking:
            return Response({"options": self._extensions(wish)})
        return Response(self._search(wish))

    def _search(self, wish: OptionsWish) -> dict[str, Any]:
        opened = read_range(self.caller.channel_id, at=self.at)
        types = types_of(opened.fleets) if opened.rents else []
        offers = find_offers(opened, wish, types, at=self.at)
        around = Surroundings(
            wish, self.at, extras=extras_by_product(offers), services=services_by_fleet(offers)
        )
        options = [option_to_wire(choice, around) for choice in choices_of(offers)]
        stations = bike_stations(wish, types)
        additional = {"additional": {"bikeStations": stations}} if stations else {}
        return {"options": options, **additional}

    def _extensions(self, wish: OptionsWish) -> list[Any]:
        """None are sold; NotThere for a booking that this channel did not make."""
        made = Booking.objects.sold_through(self.caller.channel_id)
        if not made.filter(reference=wish.booking).exists():
            raise NotThere("There is no such booking to extend.")
        return []
