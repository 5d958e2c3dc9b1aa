"""How the API description shows the list of options."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter

from protocols.describing import answered
from protocols.maas_tsp.describing import describe
from protocols.maas_tsp.options import schemas
from protocols.maas_tsp.options.requests import OptionsQuery

CUSTOMER = OpenApiParameter(
    "customer",
    {"type": "object", "additionalProperties": {"type": "string"}},
    OpenApiParameter.QUERY,
    description="Members of the customer in brackets, such as customer[dob]=1990-05-04; the "
    "birthday decides about reduced fares.",
    style="deepObject",
    explode=True,
)
START = 1893492000000
TAXI = {
    "leg": {
        "mode": "TAXI",
        "startTime": START,
        "endTime": START + 1_140_000,
        "departureDelay": 240_000,
        "from": {
            "lat": 52.0894,
            "lon": 5.1100,
            "name": "Stationsplein 1",
            "address": "streetName:Stationsplein|streetNumber:1|city:Utrecht|zipCode:3511ED",
        },
        "to": {"lat": 52.0857, "lon": 5.1810, "name": "Science park"},
    },
    "meta": {
        "MODE_TAXI": {
            "vehicleType": "any",
            "taxiCenter": {"name": "City Taxi", "phone": "+31201234567"},
        },
        "offer": {"ref": "kX2mT0vQyB7c"},
    },
    "terms": {
        "validity": {"startTime": START + 240_000, "endTime": START + 1_140_000},
        "reusable": False,
        "reconcilable": True,
        "cancellation": {
            "outward": {
                "cancellable": True,
                "refunded": False,
                "cost": {"amount": 5, "currency": "EUR"},
            }
        },
        "fareRates": [{"amount": 0.5, "currency": "EUR", "timeInterval": 60}],
        "surcharges": {"pickup": {"isChargedUpfront": False, "amount": 4, "currency": "EUR"}},
    },
    "tspProduct": {"id": "taxi"},
    "cost": {"amount": 21.15, "currency": "EUR", "taxes": 1.75},
}

list_options = describe(
    "listOptions",
    "What there is to travel with",
    {200: schemas.OptionList},
    parameters=[OptionsQuery, CUSTOMER],
    examples=[answered("A taxi", {"options": [TAXI]})],
)
