"""Examples in the API description."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

DEVICE_ID = "6f1b7b0e-6f0a-4a55-9a0f-2f6a3c1f9d10"
TICKET_ID = "018f3c2a-7b1e-7c44-9d3a-5e6f70819203"
NOW = "2026-09-01T08:00:05Z"

DEVICE_REQUEST = {"name": "Handheld 12", "id": DEVICE_ID, "deviceTime": "2026-09-01T08:00:07Z"}
DEVICE = {
    "id": DEVICE_ID,
    "name": "Handheld 12",
    "issuer": "city",
    "registeredAt": NOW,
    "lastContactAt": NOW,
    "clockOffsetSeconds": 2.0,
    "specimensAllowed": False,
    "lastSequence": None,
    "serverTime": NOW,
}
BARCODE = (
    "T1:W507MTJ*2*80CR7IPF.VFK*JA.B1AETKI000H00GLDE2GGLDEWIGLDZ-G010$50Z50B20C20ZX7T$OWNM*IPMDUNO"
    "ANZ74JO03EP$6J3T88KSJQ+6BV508-E.22+SHFCN3RD .46J6L$4Y3CZ37WZBCT8/HS7SQ6+ATCAZOG"
)
PLACE = {"name": "Tram 4", "zones": [101], "latitude": 52.0907, "longitude": 5.1214}
CHECK_REQUEST = {"device": DEVICE_ID, "barcode": BARCODE, "place": PLACE, "sequence": 17}
CHECKED = {
    "valid": True,
    "reason": "ok",
    "shade": "green",
    "format": "T1",
    "ticketId": TICKET_ID,
    "ticketNumber": "01HWY2MYRYFH29V6JYDXR834G3",
    "product": 17,
    "moment": "2026-09-01T07:59:36Z",
    "seenAt": None,
    "ticket": {
        "label": "Hour ticket",
        "state": "ACTIVE",
        "passengers": 1,
        "zones": [101, 102],
        "validFrom": "2026-09-01T07:30:00Z",
        "validUntil": "2026-09-01T09:00:00Z",
        "specimen": False,
        "singleUse": False,
    },
    "serverTime": NOW,
}
CHECKED_GREY = {
    "valid": False,
    "reason": "unsupported_format",
    "shade": "grey",
    "format": None,
    "ticketId": None,
    "ticketNumber": None,
    "product": None,
    "moment": None,
    "seenAt": None,
    "ticket": None,
    "serverTime": NOW,
}
LOOKED_UP = {
    **{name: CHECKED[name] for name in ("reason", "shade", "ticketId", "ticketNumber", "product")},
    **{name: CHECKED[name] for name in ("seenAt", "ticket", "serverTime")},
}
LOG_REQUEST = {
    "device": DEVICE_ID,
    "deviceTime": "2026-09-01T08:30:07Z",
    "scans": [
        {
            "sequence": 18,
            "scannedAt": "2026-09-01T08:10:02Z",
            "offsetSeconds": 2.0,
            "result": "ok",
            "format": "T1",
            "ticketId": TICKET_ID,
            "product": 17,
            "moment": "2026-09-01T08:09:36Z",
            "place": "Tram 4",
        },
        {
            "sequence": 19,
            "scannedAt": "2026-09-01T08:12:40Z",
            "offsetSeconds": 2.0,
            "result": "unsupported_format",
        },
    ],
}
OUTCOMES = {
    "outcomes": [
        {"sequence": 18, "outcome": "stored", "reason": "ok", "shade": "green", "detail": ""},
        {
            "sequence": 19,
            "outcome": "stored",
            "reason": "unsupported_format",
            "shade": "grey",
            "detail": "",
        },
    ],
    "serverTime": "2026-09-01T08:30:05Z",
}
BLOCK_LIST = {"blockList": "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJjaXR5In0.c2ln", "serverTime": NOW}
BUNDLE = {
    "issuer": "city",
    "timezone": "Europe/Amsterdam",
    "skewSeconds": 30,
    "fetchEverySeconds": 3600,
    "trustedForSeconds": 86400,
    "largestOffsetSeconds": 300,
    "keys": [
        {
            "kty": "EC",
            "crv": "P-256",
            "x": "UVw9bbnjlrkE08_sp_VP3NDMHpl783XcUVrQpsO0A18",
            "y": "JOxNnYZ5kOBqWTsmuGNBSvRfiBp9z0E0jP9sPl-5EKI",
            "use": "sig",
            "alg": "ES256",
            "kid": "e94a16c0",
            "iss": "city",
            "nbf": 1788249300,
            "status": "active",
            "format": "T1",
        }
    ],
    "products": [
        {
            "number": 17,
            "name": "Hour ticket",
            "format": "T1",
            "singleUse": False,
            "signedByPhone": False,
            "checkedOnline": False,
            "scansAllowed": None,
        }
    ],
    "zones": [{"number": 101, "name": "NL:City"}],
    "blockList": BLOCK_LIST["blockList"],
    "signs": [
        {
            "from": "2026-09-01T08:00:00Z",
            "until": "2026-09-01T08:01:00Z",
            "word": "Tango",
            "colour": "teal",
        }
    ],
    "specimensAllowed": False,
    "serverTime": NOW,
}


def asked(name: str, body: Any) -> OpenApiExample:
    """An example of a request."""
    return OpenApiExample(name, body, request_only=True)


def answered(name: str, body: Any, *, status: int = 200) -> OpenApiExample:
    """An example of an answer."""
    return OpenApiExample(name, body, response_only=True, status_codes=[str(status)])
