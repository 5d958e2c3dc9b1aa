"""What /operator/meta answers in TOMP 1.6, for the API description."""

from __future__ import annotations

from rest_framework import serializers

from protocols.tomp.v1_6.schemas import Wire


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
