"""What several answers of this face have in common, as the API description shows it; mappings
build answers as plain dicts, and tests hold these to what is described."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

Wire = serializers.Serializer[dict[str, Any]]
INT32: dict[str, Any] = {"min_value": -(2**31), "max_value": 2**31 - 1}


class Error(Wire):
    """What went wrong. Nothing but an error has `usererror`."""

    errorCode = serializers.IntegerField(help_text="444: sign in. 446, 460: connect the account.")
    title = serializers.CharField()
    error = serializers.CharField(help_text="For the traveller to read where usererror is true.")
    usererror = serializers.BooleanField()
    recovery = serializers.ChoiceField(choices=["BACK", "RETRY", "ABORT"], required=False)
    recoveryTitle = serializers.CharField(required=False)
    url = serializers.URLField(required=False, help_text="GET it for a form that helps.")


class Colour(Wire):
    """From 0 to 255 each."""

    red = serializers.IntegerField(min_value=0, max_value=255)
    green = serializers.IntegerField(min_value=0, max_value=255)
    blue = serializers.IntegerField(min_value=0, max_value=255)


class ModeInfo(Wire):
    """How a mode is shown."""

    identifier = serializers.CharField()
    alt = serializers.CharField(help_text="What it is called.")
    localIcon = serializers.CharField()
    description = serializers.CharField(required=False)
    remoteIcon = serializers.CharField(required=False)
    color = Colour(required=False)
    remoteIconIsTemplate = serializers.BooleanField(required=False)


class CompanyInfo(Wire):
    """Who is behind a mode."""

    name = serializers.CharField()
    website = serializers.CharField(required=False)
    phone = serializers.CharField(required=False)
    color = Colour(required=False)
    remoteIcon = serializers.CharField(required=False)
    remoteDarkIcon = serializers.CharField(required=False)


class Point(Wire):
    """WGS 84 degrees."""

    lat = serializers.FloatField(min_value=-90, max_value=90)
    lng = serializers.FloatField(min_value=-180, max_value=180)


class Place(Point):
    """A point with its address and name."""

    address = serializers.CharField(required=False)
    name = serializers.CharField(required=False)
