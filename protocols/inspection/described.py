"""How the API description shows each operation."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from protocols.describing import query
from protocols.inspection import examples, requests, schemas
from protocols.inspection.describing import describe
from protocols.inspection.examples import answered, asked

DEVICE = query("device", "The id of the device, whose contact counts.")
DEVICE_TIME = query("deviceTime", requests.DEVICE_TIME)
ISSUER = query("issuer", "The operator, for people who inspect for several and name no device.")
SAME = OpenApiResponse(description="The body with that ETag is still the right one.")
ETAG = [
    OpenApiParameter(
        "ETag", str, OpenApiParameter.HEADER, description="Of the body.", response=[200, 304],
        required=True,
    ),
    OpenApiParameter(
        "If-None-Match", str, OpenApiParameter.HEADER,
        description="The ETag of the body that is there; else 304.",
    ),
]  # fmt: skip

register_device = describe(
    "registerDevice",
    "Register a device",
    {
        201: OpenApiResponse(schemas.Device, "It is registered."),
        200: OpenApiResponse(schemas.Device, "It was registered before."),
    },
    request=requests.DeviceRequest,
    examples=[
        asked("A handheld", examples.DEVICE_REQUEST),
        answered("A handheld, registered", examples.DEVICE, status=201),
    ],
)
read_device = describe(
    "readDevice",
    "Read a device",
    {200: schemas.Device},
    examples=[answered("A handheld", examples.DEVICE)],
)
read_bundle = describe(
    "readBundle",
    "Fetch what offline inspection needs",
    {200: schemas.Bundle, 304: SAME},
    parameters=[DEVICE, DEVICE_TIME, ISSUER, *ETAG],
    examples=[answered("A bundle", examples.BUNDLE)],
)
read_block_list = describe(
    "readBlockList",
    "Fetch the block list",
    {200: schemas.BlockList, 304: SAME},
    parameters=[
        query("since", "The number that the last list went to; 0 from the beginning.", kind=int),
        DEVICE,
        DEVICE_TIME,
        ISSUER,
        *ETAG,
    ],
    examples=[answered("A block list", examples.BLOCK_LIST)],
)
check_barcode = describe(
    "checkBarcode",
    "Check a barcode online",
    {200: schemas.Checked},
    request=requests.CheckRequest,
    examples=[
        asked("A T1 barcode in a tram", examples.CHECK_REQUEST),
        answered("A good ticket", examples.CHECKED),
        answered("None of ours", examples.CHECKED_GREY),
    ],
)
look_up_ticket = describe(
    "lookUpTicket",
    "Look up a ticket by its number",
    {200: schemas.LookedUp},
    examples=[answered("A good ticket", examples.LOOKED_UP)],
)
take_scans = describe(
    "takeScans",
    "Upload a part of a scan log",
    {200: schemas.Outcomes},
    request=requests.LogRequest,
    examples=[
        asked("Two scans", examples.LOG_REQUEST),
        answered("Both stored", examples.OUTCOMES),
    ],
)
