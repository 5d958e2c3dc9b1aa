"""The answers of TOMP 1.6 as the API description shows them, by TOMP's names; mappings build them
as plain dicts, and tests hold the two equal. One schema serves all that can be booked, so members
that only rides or only vehicles have are not required."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from operators.fleet.states import AssetClass, PartType, PlanPartKind, PlanUnit, VehicleUse
from protocols.tomp.v1_6.token_schemas import Token
from protocols.tomp.v1_6.words import (
    ACCESS_METHODS,
    BOOKING_STATE,
    LEG_STATE,
    MESSAGE_KIND,
    OFFERED,
    SENDER,
)

Wire = serializers.Serializer[dict[str, Any]]

SCALES = [PlanUnit.KM, PlanUnit.MILE, PlanUnit.HOUR, PlanUnit.MINUTE]
CONDITIONS = ["conditionPayWhenFinished", "conditionPostponedCommit"]


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
    """A stop, or a point where a vehicle stands."""

    name = serializers.CharField(required=False)
    stationId = serializers.CharField(required=False)
    stopReference = StopReference(many=True, required=False)
    coordinates = Coordinates()


class FarePart(Wire):
    """`farePart`. Of an offer the amount is for so many `units`; of a use it is for all units,
    which are those consumed."""

    amount = serializers.FloatField(help_text="VAT included, in the currency's main unit.")
    amountExVat = serializers.FloatField(required=False)
    currencyCode = serializers.CharField(help_text="ISO 4217.")
    vatRate = serializers.FloatField(required=False, help_text="Percent.")
    vatCountryCode = serializers.CharField(required=False)
    type = serializers.ChoiceField(choices=list(PartType))
    kind = serializers.ChoiceField(
        choices=[PlanPartKind.DISCOUNT, PlanPartKind.SURGE], required=False
    )
    name = serializers.CharField(required=False)
    unitType = serializers.ChoiceField(choices=list(PlanUnit), required=False)
    units = serializers.FloatField(required=False)
    scaleType = serializers.ChoiceField(choices=SCALES, required=False)
    scaleFrom = serializers.FloatField(required=False)
    scaleTo = serializers.FloatField(required=False)
    minimumAmount = serializers.FloatField(required=False)
    maximumAmount = serializers.FloatField(required=False)
    assetState = serializers.ChoiceField(choices=[VehicleUse.PAUSED], required=False)


class Fare(Wire):
    """`fare`: the sum of its parts, but not more than one of type MAX."""

    estimated = serializers.BooleanField(help_text="True of vehicles until their use has begun.")
    description = serializers.CharField(required=False)
    parts = FarePart(many=True)


class Ancillary(Wire):
    """`requirement`: what travels along. On an option, what can be added to the leg; on a leg that
    is booked, what was added."""

    category = serializers.CharField()
    number = serializers.CharField()
    memo = serializers.CharField(help_text="What it is, for people.")


class SharedProperties(Wire):
    """`assetProperties` of a line, or of a type of vehicles."""

    name = serializers.CharField(help_text="Line and where it goes, or what the vehicle is.")
    accessMethods = serializers.ListField(child=serializers.ChoiceField(choices=ACCESS_METHODS))
    ancillaries = Ancillary(many=True, required=False)


class AssetType(Wire):
    """The product and the kind of vehicle of a ride, or the type of a vehicle."""

    id = serializers.CharField()
    assetClass = serializers.ChoiceField(choices=list(AssetClass))
    assetSubClass = serializers.CharField(required=False)
    sharedProperties = SharedProperties()


class AssetProperties(Wire):
    """`assetProperties` of one vehicle."""

    location = Place()


class Asset(Wire):
    """A vehicle, as it was last seen."""

    id = serializers.CharField()
    stateOfCharge = serializers.IntegerField(
        required=False, min_value=0, max_value=100, help_text="Percent."
    )
    maxRange = serializers.IntegerField(required=False, min_value=0, help_text="Metres.")
    licensePlate = serializers.CharField(required=False)
    isReserved = serializers.BooleanField(required=False)
    isDisabled = serializers.BooleanField(required=False)
    stationId = serializers.CharField(required=False)
    overriddenProperties = AssetProperties(required=False)


class Condition(Wire):
    """`condition`, whose type is the name of its schema in TOMP."""

    conditionType = serializers.ChoiceField(choices=CONDITIONS)
    ultimateResponseTime = serializers.DateTimeField(
        required=False,
        help_text="Of conditionPostponedCommit: a commit that is not answered then is over.",
    )


class OptionLeg(Wire):
    """A ride or a vehicle of an option; it has an id where offers are binding."""

    id = serializers.CharField(required=False)
    state = serializers.ChoiceField(choices=["NOT_STARTED"])
    to = Place(required=False)
    departureTime = serializers.DateTimeField(
        required=False, help_text="Of a ride by the timetable, with the offset of its zone."
    )
    arrivalTime = serializers.DateTimeField(required=False)
    assetType = AssetType()
    asset = Asset(required=False)
    legSequenceNumber = serializers.IntegerField(min_value=1)
    travelerReferenceNumbers = serializers.ListField(child=serializers.CharField(), required=False)
    pricing = Fare(required=False)
    conditions = Condition(many=True, required=False)

    def get_fields(self) -> dict[str, Any]:
        # A word of Python cannot be declared as a member above.
        return {"from": Place(), **super().get_fields()}


class Leg(OptionLeg):
    """`leg`. A ride in use has its `ticket`, which opens gates as well."""

    id = serializers.CharField()
    state = serializers.ChoiceField(choices=sorted(LEG_STATE.values()))
    actualDepartureTime = serializers.DateTimeField(required=False, help_text="When the use began.")
    actualArrivalTime = serializers.DateTimeField(required=False, help_text="When it ended.")
    ticket = Token(required=False)
    assetAccessData = Token(
        required=False, help_text="What opens the leg, where its operator is another one."
    )
    allAssetAccessData = Token(many=True, required=False)


class Option(Wire):
    """An offer: `booking` in state NEW."""

    id = serializers.CharField(required=False)
    state = serializers.ChoiceField(choices=[OFFERED])
    to = Place(required=False)
    departureTime = serializers.DateTimeField(required=False)
    arrivalTime = serializers.DateTimeField(required=False)
    pricing = Fare(required=False, help_text="Of rides; a vehicle's is that of its leg.")
    legs = OptionLeg(many=True)

    def get_fields(self) -> dict[str, Any]:
        return {"from": Place(), **super().get_fields()}


class Planning(Wire):
    """`planning`."""

    validUntil = serializers.DateTimeField(help_text="Until then the options can be booked.")
    options = Option(many=True)


class Customer(Wire):
    """The customer by both ids."""

    id = serializers.CharField(help_text="Of the account here.")
    externalId = serializers.CharField(help_text="The MaaS provider's own.")


class Booking(Option):
    """`booking`."""

    id = serializers.CharField()
    state = serializers.ChoiceField(choices=sorted(BOOKING_STATE.values()))
    actualDepartureTime = serializers.DateTimeField(required=False)
    actualArrivalTime = serializers.DateTimeField(required=False)
    legs = Leg(many=True)
    customer = Customer(required=False)


class Notification(Wire):
    """`notification`, with when and by whom it was sent, which 1.6 has no members for."""

    type = serializers.ChoiceField(choices=sorted(MESSAGE_KIND.values()))
    minutes = serializers.IntegerField(required=False)
    comment = serializers.CharField(required=False)
    legId = serializers.CharField(required=False, help_text="Of the leg that it is about.")
    time = serializers.DateTimeField()
    origin = serializers.ChoiceField(
        choices=sorted(SENDER.values()), help_text="MP: sent by you; TO: by the operator."
    )


class ProgressAsset(Wire):
    """The vehicle by its id."""

    id = serializers.CharField()


class LegProgress(Wire):
    """`legProgress`: a ride by the timetable, a vehicle where it was last seen."""

    coordinates = Coordinates()
    duration = serializers.IntegerField(
        required=False, help_text="Since the departure, in milliseconds."
    )
    distance = serializers.IntegerField(required=False, help_text="Since then, in metres.")
    asset = ProgressAsset(required=False)
