"""What TOMP 1.1 tells of itself, as the API description shows it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

Wire = serializers.Serializer[dict[str, Any]]


class Endpoint(Wire):
    """One endpoint of `endpointImplementation`."""

    method = serializers.CharField()
    path = serializers.CharField()
    status = serializers.ChoiceField(choices=["IMPLEMENTED", "NOT_IMPLEMENTED"])
    eventType = serializers.CharField(required=False)
    supportsPaging = serializers.BooleanField(required=False)
    maxPageSize = serializers.IntegerField(required=False)


class EndpointImplementation(Wire):
    """`endpointImplementation`."""

    version = serializers.CharField()
    baseUrl = serializers.CharField()
    endpoints = Endpoint(many=True)
    scenarios = serializers.ListField(child=serializers.CharField())
    processIdentifiers = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField())
    )
