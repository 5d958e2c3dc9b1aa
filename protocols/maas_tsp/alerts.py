"""POST vehicle-alert: a vehicle makes itself heard and seen (reference §2.2)."""

from __future__ import annotations

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.actions.vehicles import alert_vehicle
from bookings.models import Leg, Rental
from protocols.describing import answered, asked
from protocols.maas_tsp.describing import describe
from protocols.maas_tsp.errors import NotThere
from protocols.maas_tsp.fields import WireRequest
from protocols.maas_tsp.operation import MaasOperation
from protocols.maas_tsp.schemas import Wire

LONGEST_ID = 255


class AlertRequest(WireRequest):
    """`vehicle-alert` request."""

    vehicleId = serializers.CharField(
        max_length=LONGEST_ID, help_text="As the meta of a booking tells it."
    )


class AlertAnswer(Wire):
    """`vehicle-alert` response: nothing."""


class VehicleAlert(MaasOperation):
    """Vehicles that their customers look for."""

    @describe(
        "alertVehicle",
        "Make a rented vehicle honk or flash",
        {200: AlertAnswer},
        request=AlertRequest,
        refusals=(503,),
        because={
            403: "Vehicles of its fleet can neither honk nor flash.",
            404: "No open booking of yours has this vehicle.",
        },
        examples=[asked("A scooter", {"vehicleId": "s-17"}), answered("Done", {})],
    )
    def post(self, request: Request) -> Response:
        """Of vehicles alone that an open booking of the caller's has, reserved or in use."""
        told = self.read(AlertRequest, request.data)
        leg = leg_with_vehicle(told["vehicleId"], channel_id=self.caller.channel_id)
        alert_vehicle(leg, by=self.actor, at=self.at)
        return Response({})


def leg_with_vehicle(vehicle: str, *, channel_id: int) -> Leg:
    """The leg of the open rental of a vehicle. NotThere."""
    open_ones = Rental.objects.open().filter(
        leg__booking__channel=channel_id, asset__asset_id=vehicle
    )
    rental = open_ones.select_related("leg__booking").order_by("-pk").first()
    if rental is None:
        raise NotThere("No open booking of yours has this vehicle.")
    return rental.leg
