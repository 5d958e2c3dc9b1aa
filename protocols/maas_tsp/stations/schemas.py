"""Stations as the API description shows them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.maas_tsp.modes import MODES
from protocols.maas_tsp.schemas import Wire, text


class Station(Wire):
    """A stop or station of the timetable, or a station of vehicles."""

    id = text(64)
    name = serializers.CharField(required=False)
    code = serializers.CharField(required=False, help_text="What is written at the stop.")
    location = serializers.CharField(help_text='"lat,lon".')
    agencyId = serializers.CharField(min_length=2, max_length=64)
    services = serializers.ListField(child=serializers.ChoiceField(choices=MODES))
    address = serializers.CharField(required=False)
    country = serializers.CharField(required=False, help_text="ISO 3166-1 alpha-2.")
    zone = serializers.CharField(required=False)
    platformCode = serializers.CharField(required=False)


class StationList(Wire):
    """`tsp/stations-list/response`."""

    stations: Any = Station(many=True)


class OneStation(Wire):
    """`tsp/stations-retrieve/response`."""

    station = Station()
