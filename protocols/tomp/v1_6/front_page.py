"""The front page of the API description of TOMP 1.6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FRONT_PAGE = """
Plan a trip or find a vehicle, book it, commit it, use it.

* **Routing**: put `/tomp` before each path, or send the header `Api: TOMP` with the bare path.
* **Version**: the header `Api-Version: 1.6.1`.
* **Token**: `Authorization: Bearer …`, or `X-Access-Token`; the administrator of the tenant
  issues it for one sales channel.
* **Planning**: `POST /planning/inquiries` informs, `POST /planning/offers` makes offers whose ids
  are those of the booking and of its legs. Stops are named by their GTFS ids, vehicles by a point,
  by `useAssets` or by `useAssetTypes`.
* **Booking**: `POST /bookings` holds an offer until the header `Expires`, `COMMIT` sells it,
  `EXTEND_EXPIRY_TIME` gives more time. Where an option has a `conditionPostponedCommit`, the
  operator answers the commit: the booking is CONDITIONAL_CONFIRMED until then. A second `COMMIT`
  is refused with 403, a second `CANCEL` is not. `POST /bookings/one-stop` books a vehicle at once.
* **Legs**: `SET_IN_USE` activates the ticket of a ride or unlocks a vehicle, `PAUSE` and
  `SET_IN_USE` again stop and resume its use, `FINISH` ends it. What a kind of leg does not know is
  refused with 403.
* **Tickets** are tokens of type tokenQR, whose data tell `symbology` and `mediaType`. Their form
  is asked for as `ticketFormat`: a symbology, a media type, or both, such as `QR;media=image/png`,
  in `requirements` of the first traveler or of the customer, or in `extraInfo`.
* **Barcodes** change. `Cache-Control: max-age` counts to the end of the present one; fetch the
  leg again then.
* **Prices** are told part by part. In an offer of a vehicle, the amount of a FLEX part is for its
  `units`; in a leg, `units` are those consumed and the amount is for all of them.
* **Changes** of a booking are told to `callbackUrl` of its request, or to the address agreed with
  you.
* **Repeating**: with an `Idempotency-Key` a repeated one-stop booking has one effect; the other
  requests can be sent again as they are.
* **Refusals** are an `Error` with the errorcode of TOMP. `409` means that an earlier try got
  through; `429` and `503` carry `Retry-After`.
* Times are RFC 3339, coordinates WGS 84 degrees, money is a number with VAT included, and a
  trailing slash does not matter.
"""

DESCRIPTION: Mapping[str, Any] = {
    "TITLE": "Perron: TOMP 1.6",
    "VERSION": "1.6.1",
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
