"""The answers of TOMP 1.1 as the API description shows them, by TOMP's names; mappings build them
as plain dicts, and tests hold the two equal."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from protocols.tomp.v1_1.words import LEG_STATE, MESSAGE_KIND, ORIGIN, WIRE_BOOKING_STATES
from tickets.forms.media import Media
from tickets.forms.symbols import Symbology

Wire = serializers.Serializer[dict[str, Any]]


class Error(Wire):
    """`error`: what is wrong, where, and what to do."""

    errorcode = serializers.IntegerField(help_text="Module digit × 1000 + number.")
    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField()
    instance = serializers.CharField(  # type: ignore[assignment]  # a field, not the row
        help_text="Quote it when you ask about this error."
    )


class Coordinates(Wire):
    """WGS 84 degrees."""

    lng = serializers.FloatField(min_value=-180, max_value=180)
    lat = serializers.FloatField(min_value=-90, max_value=90)


class StopReference(Wire):
    """A stop by an id of the GTFS feed."""

    type = serializers.ChoiceField(choices=["GTFS_STOP_ID"])
    id = serializers.CharField()
    country = serializers.CharField(help_text="ISO 3166-1 alpha-2.")


class Place(Wire):
    """A stop."""

    name = serializers.CharField()
    stationId = serializers.CharField()
    stopReference = StopReference(many=True)
    coordinates = Coordinates()


class FarePart(Wire):
    """The price for the travellers of one passenger category."""

    type = serializers.ChoiceField(choices=["FIXED"])
    name = serializers.CharField()
    amount = serializers.FloatField(help_text="VAT included, in the currency's main unit.")
    amountExVat = serializers.FloatField()
    currencyCode = serializers.CharField(help_text="ISO 4217.")
    vatRate = serializers.FloatField(help_text="Percent.")
    vatCountryCode = serializers.CharField()


class Fare(Wire):
    """The price of the booking."""

    estimated = serializers.BooleanField()
    description = serializers.CharField()
    parts = FarePart(many=True)


class SharedProperties(Wire):
    """What the vehicles of the line have in common."""

    name = serializers.CharField(help_text="Line and where it goes.")
    accessMethods = serializers.ListField(
        child=serializers.ChoiceField(choices=[symbology.value for symbology in Symbology])
    )


class AssetType(Wire):
    """The product and the kind of vehicle."""

    id = serializers.CharField(help_text="Code of the product.")
    assetClass = serializers.CharField()
    sharedProperties = SharedProperties()


class TokenData(Wire):
    """The barcode in the form asked for, and the right to travel behind it."""

    base64 = serializers.CharField(help_text="The image, or the barcode's text, in Base64.")
    mediaType = serializers.ChoiceField(choices=[media.value for media in Media])
    symbology = serializers.ChoiceField(choices=[symbology.value for symbology in Symbology])
    ticketId = serializers.UUIDField()
    ticketValidFrom = serializers.DateTimeField()
    ticketValidUntil = serializers.DateTimeField(help_text="First moment that is not valid.")


class Token(Wire):
    """`token`: one barcode. Its times are those of the barcode, not of the ticket."""

    validFrom = serializers.DateTimeField()
    validUntil = serializers.DateTimeField(help_text="Fetch the leg again from then on.")
    tokenType = serializers.ChoiceField(choices=[symbology.value for symbology in Symbology])
    tokenData = TokenData()


class OptionLeg(Wire):
    """A ride of an option; it has an id where offers are binding."""

    id = serializers.CharField(required=False)
    state = serializers.ChoiceField(choices=["NOT_STARTED"])
    to = Place()
    departureTime = serializers.DateTimeField(help_text="With the offset of the tenant's zone.")
    arrivalTime = serializers.DateTimeField()
    assetType = AssetType()
    legSequenceNumber = serializers.IntegerField(min_value=1)
    travelerReferenceNumbers = serializers.ListField(child=serializers.CharField())

    def get_fields(self) -> dict[str, Any]:
        return {"from": Place(), **super().get_fields()}


class Leg(OptionLeg):
    """`leg`; `ticket` is there while it is in use."""

    id = serializers.CharField()
    state = serializers.ChoiceField(choices=sorted(set(LEG_STATE.values())))
    ticket = Token(required=False)


class Option(Wire):
    """An offer: `booking` in state NEW."""

    id = serializers.CharField(required=False)
    state = serializers.ChoiceField(choices=["NEW"])
    to = Place()
    pricing = Fare()
    legs = OptionLeg(many=True)

    def get_fields(self) -> dict[str, Any]:
        return {"from": Place(), **super().get_fields()}


class Planning(Wire):
    """`planning`."""

    validUntil = serializers.DateTimeField(help_text="Until then the options can be booked.")
    options = Option(many=True)


class Customer(Wire):
    """The customer by the id of the MaaS provider."""

    id = serializers.CharField()


class Booking(Option):
    """`booking`."""

    id = serializers.CharField()
    state = serializers.ChoiceField(choices=sorted(WIRE_BOOKING_STATES - {"NEW", "STARTED"}))
    legs = Leg(many=True)
    customer = Customer(required=False)


class Notification(Wire):
    """`notification`, with when and by whom it was sent, which 1.1 has no members for."""

    type = serializers.ChoiceField(choices=sorted(MESSAGE_KIND.values()))
    minutes = serializers.IntegerField(required=False)
    comment = serializers.CharField(required=False)
    time = serializers.DateTimeField()
    origin = serializers.ChoiceField(
        choices=sorted(ORIGIN.values()), help_text="MP: sent by you; TO: by the operator."
    )


class LegProgress(Wire):
    """`legProgress`: by the timetable."""

    coordinates = Coordinates()
    duration = serializers.IntegerField(
        required=False, help_text="Travelled since the departure, in milliseconds."
    )
    distance = serializers.IntegerField(
        required=False, help_text="Travelled since the departure, in metres."
    )


class Asset(Wire):
    """`asset`: a vehicle that can be chosen."""

    id = serializers.CharField()
    overriddenProperties = serializers.DictField()


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


class SystemInformation(Wire):
    """`systemInformation`."""

    systemId = serializers.CharField()
    language = serializers.ListField(child=serializers.CharField())
    name = serializers.CharField()
    timezone = serializers.CharField()
    typeOfSystem = serializers.CharField()
    productType = serializers.CharField()
    url = serializers.CharField(required=False)
    phoneNumber = serializers.CharField(required=False)
    email = serializers.CharField(required=False)


class StationInformation(Wire):
    """`stationInformation` of a stop."""

    stationId = serializers.CharField()
    name = serializers.CharField()
    coordinates = Coordinates()
    regionId = serializers.CharField(help_text="Of GET /operator/regions.")
