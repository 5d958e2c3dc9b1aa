"""The one region of a channel: where apps find what it serves (reference §3)."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from protocols.describing import answered, asked
from protocols.tripgo.addresses import BASE
from protocols.tripgo.areas import box_polygon, encode_polyline, served_box
from protocols.tripgo.describing import describe
from protocols.tripgo.fields import WireRequest
from protocols.tripgo.modes import WALK, mode_info
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.ranges import modes_on_sale
from protocols.tripgo.schemas import INT32, Colour, Point, Wire
from protocols.tripgo.trips.wording import words_for
from protocols.tripgo.wire import hash_of
from sales.catalogue.ranges import read_range
from sales.models import SalesChannel

UNFIT = re.compile(r"[^A-Za-z0-9]+", re.ASCII)
KEEP_SECONDS = 600
EXAMPLE = {
    "regions": [
        {
            "name": "DE_Freiburg",
            "polygon": "_`hzGwp`n@?_ibE_seK??~hbE~reK?",
            "timezone": "Europe/Berlin",
            "urls": ["https://maas.example/v1"],
            "modes": ["pt_pub", "wa_wal"],
            "cities": [
                {"title": "Freiburg", "lat": 47.99, "lng": 7.85, "timezone": "Europe/Berlin"}
            ],
        }
    ],
    "modes": {
        "pt_pub": {"title": "Public transport", "color": {"red": 59, "green": 159, "blue": 223}},
        "wa_wal": {"title": "Walk", "color": {"red": 30, "green": 200, "blue": 98}},
    },
    "hashCode": 355893618,
}


class RegionsRequest(WireRequest):
    """What an app knows already; it is told everything again."""


class City(Point):
    """A place to begin with."""

    title = serializers.CharField()
    timezone = serializers.CharField()


class Region(Wire):
    """Where something is served."""

    name = serializers.CharField(help_text="For auth/{region}.")
    polygon = serializers.CharField(help_text="Encoded polyline of five decimals.")
    timezone = serializers.CharField(help_text="IANA name.")
    urls = serializers.ListField(child=serializers.URLField())
    modes = serializers.ListField(child=serializers.CharField())
    cities = City(many=True)


class Mode(Wire):
    """What a mode is called."""

    title = serializers.CharField()
    color = Colour()


class RegionsAnswer(Wire):
    """All regions of the key, and what their modes are called."""

    regions = Region(many=True)
    modes = serializers.DictField(child=Mode())
    hashCode = serializers.IntegerField(**INT32)


class Regions(TripGoOperation):
    """What there is, and where."""

    is_of_bookings = False

    @describe(
        "listRegions",
        "List regions",
        {200: RegionsAnswer},
        tag="Regions",
        request=RegionsRequest,
        examples=[asked("An app", {"v": 2}), answered("One region", EXAMPLE)],
    )
    def post(self, request: Request) -> Response:
        """One region for each key: a box around all that its channel sells. `urls` are bases, to
        which apps add paths, so they have no flags."""
        on_sale = modes_on_sale(self.channel, at=self.at)
        names = words_for(request).modes
        told = {one.mode: mode_info(one.mode, alt=one.alt, names=names) for one in on_sale}
        told[WALK] = mode_info(WALK, names=names)
        box = served_box(read_range(self.caller.channel_id, at=self.at))
        region = region_to_wire(self.channel, box, url=f"{settings.BASE_URL}/{BASE}")
        region["modes"] = sorted(told)
        modes = {
            mode: {"title": info["alt"], "color": info["color"]} for mode, info in told.items()
        }
        answer = {"regions": [region], "modes": modes}
        response = Response({**answer, "hashCode": hash_of(answer)})
        response["Cache-Control"] = f"private, max-age={KEEP_SECONDS}"
        return response


def region_name(channel: SalesChannel) -> str:
    """What the region is called: country and tenant, such as `NL_Noordlijn`."""
    return f"{channel.tenant.country}_{UNFIT.sub('', channel.tenant.slug.title())}"


def region_to_wire(
    channel: SalesChannel, box: tuple[tuple[float, float], tuple[float, float]], *, url: str
) -> dict[str, Any]:
    """The region of a channel that serves this box, without its modes."""
    (south, west), (north, east) = box
    city = {
        "title": channel.tenant.name,
        "lat": round((south + north) / 2, 5),
        "lng": round((west + east) / 2, 5),
        "timezone": channel.tenant.timezone,
    }
    return {
        "name": region_name(channel),
        "polygon": encode_polyline(box_polygon(box)),
        "timezone": channel.tenant.timezone,
        "urls": [url],
        "modes": [],
        "cities": [city],
    }
