"""The front page of the API description of TOMP 1.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FRONT_PAGE = """
Plan a trip or find a vehicle, book an option, commit it, show its ticket or use it.

* **Routing**: put `/tomp` before each path, or send the header `Api: TOMP` with the bare path.
* **Version**: the header `Api-Version`; `1.1.3` where it is left out. On `1.1.0` a cancelled leg
  keeps its last state, since that document has no word for it, planning makes no offers
  unless `booking-intent=true` is sent, `EXPIRE` is served, and so are `PREPARE` and `FINISH` for
  trips; on later ones trips know `SET_IN_USE` alone. `1.6.1` has a page of its own.
* **Token**: `Authorization: Bearer …`, or `X-Access-Token`; the administrator of the tenant
  issues it for one sales channel.
* **Places** of trips are GTFS ids; `GET /operator/stations` lists them. Vehicles are looked for
  around the `coordinates` of `from`, or by `useAssets` and `useAssetTypes`.
* **Tickets** come in the form that was asked for as `ticketFormat`: a symbology, a media type, or
  both, such as `QR;media=image/png`. It is told in `requirements` of the first traveler or of the
  customer, or in `extraInfo`; the booking wins over the planning.
* **Barcodes** change. `Cache-Control: max-age` counts to the end of the present one; fetch the
  leg again then.
* **Changes**: `PUT /bookings/{id}` takes a booking as it was read, with what is to change;
  `…/notifications` holds what both sides told each other, `…/subscription` asks to hear more.
* **Refusals** are an `Error` with the errorcode of TOMP. `409` means that an earlier try got
  through; `429` and `503` carry `Retry-After`.
* Times are RFC 3339 with their offset, money is a number with VAT included, and a trailing slash
  does not matter.
"""

DESCRIPTION: Mapping[str, Any] = {
    "TITLE": "Perron: TOMP 1.1",
    "VERSION": "1.1.3",
    "DESCRIPTION": FRONT_PAGE.strip(),
    "EXTERNAL_DOCS": {"description": "TOMP-API", "url": "https://github.com/TOMP-WG/TOMP-API"},
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "bearer": {"type": "http", "scheme": "bearer"},
            "accessToken": {"type": "apiKey", "in": "header", "name": "X-Access-Token"},
        }
    },
    "SECURITY": [{"bearer": []}, {"accessToken": []}],
    "POSTPROCESSING_HOOKS": ["protocols.describing.leave_words_in_place"],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": False,
}
