"""The answers of TOMP 1.1 as the API description shows them, by TOMP's names; mappings build them
as plain dicts, and tests hold the two equal."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from operators.fleet.states import PartType, PlanPartKind, PlanUnit, Propulsion
from protocols.tomp.v1_1.words import LEG_STATE, MESSAGE_KINDS, ORIGIN, WIRE_BOOKING_STATES
from tickets.forms.media import Media
from tickets.forms.symbols import Symbology

Wire = serializers.Serializer[dict[str, Any]]

CONDITIONS = ["conditionPayWhenFinished", "conditionPostponedCommit"]
SCALES = [PlanUnit.KM, PlanUnit.MILE, PlanUnit.HOUR, PlanUnit.MINUTE]


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
    """A stop with its names, or where a vehicle stands."""

    name = serializers.CharField(required=False)
    stationId = serializers.CharField(required=False)
    stopReference = StopReference(many=True, required=False)
    coordinates = Coordinates()


class PartMeta(Wire):
    """What 1.1 has no members for."""

    kind = serializers.ChoiceField(
        choices=[PlanPartKind.DISCOUNT, PlanPartKind.SURGE], required=False
    )
    minimumAmount = serializers.FloatField(required=False)
    maximumAmount = serializers.FloatField(required=False)


class FarePart(Wire):
    """The price for the travellers of one passenger category, or for the use of a vehicle: until
    that begins an amount for so many units, from then on the amount for all units consumed."""

    type = serializers.ChoiceField(choices=list(PartType), help_text="Rides: FIXED.")
    name = serializers.CharField()
    amount = serializers.FloatField(help_text="VAT included, in the currency's main unit.")
    amountExVat = serializers.FloatField()
    currencyCode = serializers.CharField(help_text="ISO 4217.")
    vatRate = serializers.FloatField(help_text="Percent.")
    vatCountryCode = serializers.CharField()
    unitType = serializers.ChoiceField(choices=list(PlanUnit), required=False)
    units = serializers.FloatField(required=False)
    scaleFrom = serializers.FloatField(required=False)
    scaleTo = serializers.FloatField(required=False)
    scaleType = serializers.ChoiceField(choices=SCALES, required=False)
    meta = PartMeta(required=False)


class Fare(Wire):
    """The price of the journey, or of the use of a vehicle: the sum of its parts, but not more
    than one of type MAX."""

    estimated = serializers.BooleanField(help_text="True until the use of a vehicle has begun.")
    description = serializers.CharField(required=False)
    parts = FarePart(many=True)


class SharedProperties(Wire):
    """What the vehicles of the line or of the type have in common."""

    name = serializers.CharField(help_text="Line and where it goes; or the type.")
    accessMethods = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="QR or AZTEC, of rides; of what others provide, their own words.",
    )
    propulsion = serializers.ChoiceField(choices=list(Propulsion), required=False)
    persons = serializers.IntegerField(min_value=1, required=False)
    brand = serializers.CharField(required=False)
    model = serializers.CharField(required=False)


class AssetType(Wire):
    """The product and the kind of vehicle of a ride, or the type of a vehicle."""

    id = serializers.CharField(help_text="Code of the product, or of the type.")
    assetClass = serializers.CharField()
    assetSubClass = serializers.CharField(required=False)
    sharedProperties = SharedProperties()


BARCODE = {
    "type": "object",
    "description": "The barcode in the form asked for, and the right to travel behind it.",
    "properties": {
        "base64": {
            "type": "string",
            "description": "The image, the document, or the barcode's text or octets, in Base64.",
        },
        "mediaType": {"type": "string", "enum": [media.value for media in Media]},
        "symbology": {"type": "string", "enum": [symbology.value for symbology in Symbology]},
        "ticketId": {"type": "string", "format": "uuid"},
        "ticketValidFrom": {"type": "string", "format": "date-time"},
        "ticketValidUntil": {
            "type": "string",
            "format": "date-time",
            "description": "First moment that is not valid.",
        },
    },
    "required": [
        "base64",
        "mediaType",
        "symbology",
        "ticketId",
        "ticketValidFrom",
        "ticketValidUntil",
    ],
}
PASSED_ON = {
    "type": "object",
    "description": "Of what another operator provides: as that one made it.",
    "additionalProperties": {},
}


@extend_schema_field({"anyOf": [BARCODE, PASSED_ON]})
class TokenData(serializers.JSONField):
    """What shows or opens a leg: a barcode of ours, or what another operator made."""


class Token(Wire):
    """`token`: one barcode. Its times are those of the barcode, not of the ticket. Of what another
    operator provides: its token, with its times."""

    validFrom = serializers.DateTimeField()
    validUntil = serializers.DateTimeField(help_text="Fetch the leg again from then on.")
    tokenType = serializers.CharField(help_text="QR or AZTEC; of others, their own word.")
    tokenData = TokenData()


class AssetProperties(Wire):
    """`assetProperties` of one vehicle, as it was last seen."""

    location = Place(required=False)
    stateOfCharge = serializers.IntegerField(
        required=False, min_value=0, max_value=100, help_text="Percent."
    )


class Asset(Wire):
    """`asset`: a vehicle."""

    id = serializers.CharField()
    overriddenProperties = AssetProperties()


class Condition(Wire):
    """`condition`, whose type is the name of its schema in TOMP."""

    conditionType = serializers.ChoiceField(choices=CONDITIONS)
    ultimateResponseTime = serializers.DateTimeField(required=False)


class OptionLeg(Wire):
    """A ride or a vehicle of an option; it has an id where offers are binding. Rides have places
    and times, vehicles an asset and a price."""

    id = serializers.CharField(required=False)
    state = serializers.ChoiceField(choices=["NOT_STARTED"])
    to = Place(required=False)
    departureTime = serializers.DateTimeField(
        required=False, help_text="Of rides, with the offset of the tenant's zone."
    )
    arrivalTime = serializers.DateTimeField(required=False)
    assetType = AssetType()
    asset = Asset(required=False)
    pricing = Fare(required=False)
    conditions = Condition(many=True, required=False)
    legSequenceNumber = serializers.IntegerField(min_value=1)
    travelerReferenceNumbers = serializers.ListField(child=serializers.CharField(), required=False)

    def get_fields(self) -> dict[str, Any]:
        return {"from": Place(), **super().get_fields()}


class Leg(OptionLeg):
    """`leg`; `ticket` is there while it is in use."""

    id = serializers.CharField()
    state = serializers.ChoiceField(choices=sorted(set(LEG_STATE.values())))
    ticket = Token(required=False)
    assetAccessData = Token(
        required=False, help_text="What opens the leg, where its operator is another one."
    )


class Option(Wire):
    """An offer: `booking` in state NEW."""

    id = serializers.CharField(required=False)
    state = serializers.ChoiceField(choices=["NEW"])
    to = Place(required=False)
    pricing = Fare(required=False, help_text="Of a journey; a vehicle's leg has its own.")
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
    state = serializers.ChoiceField(choices=sorted(WIRE_BOOKING_STATES - {"NEW"}))
    legs = Leg(many=True)
    customer = Customer(required=False)


class Notification(Wire):
    """`notification`, with when and by whom it was sent, which 1.1 has no members for."""

    type = serializers.ChoiceField(choices=MESSAGE_KINDS)
    minutes = serializers.IntegerField(required=False)
    comment = serializers.CharField(required=False)
    time = serializers.DateTimeField()
    origin = serializers.ChoiceField(
        choices=sorted(ORIGIN.values()), help_text="MP: sent by you; TO: by the operator."
    )


class LegProgress(Wire):
    """`legProgress`: by the timetable, or as the vehicle was last seen."""

    coordinates = Coordinates()
    duration = serializers.IntegerField(
        required=False, help_text="Travelled since the departure, in milliseconds."
    )
    distance = serializers.IntegerField(
        required=False, help_text="Travelled since the departure, in metres."
    )
