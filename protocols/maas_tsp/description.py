"""The front page of the API description of this face."""

FRONT_PAGE = """
List options of travel, book one, follow it and settle it: the TSP API of MaaS Global, as
`maas-schemas` of releases 10, 13 and 27 know it.

* **Key**: `X-API-Key: …`; the administrator of the tenant issues it for one sales channel, with the
  role MAAS_TSP.
* **Times** are milliseconds since 1970 UTC; `timeInterval` and `startAt` of fare rates are seconds.
  Money is a number in the currency's main unit, VAT included.
* **Booking**: send `leg`, `meta`, `terms` and `tspProduct` of an option back. What counts of them
  is `meta.offer.ref`; everything else is ours, and is answered as it holds.
* **Repeating**: a repeated create of the same option for the same customer answers the booking that
  is there. An error means that nothing was changed.
* **Errors** have `code` and `message`; `errors` names each member that is wrong, and
  `correlationId` is told back with every answer. `429` and `503` carry `Retry-After`.
* A trailing slash does not matter. Members and query parameters that are not known are passed over.
"""

DESCRIPTION = {
    "TITLE": "Perron: MaaS TSP",
    "VERSION": "1.1.0",
    "DESCRIPTION": FRONT_PAGE.strip(),
    "APPEND_COMPONENTS": {
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-API-Key"}}
    },
    "SECURITY": [{"key": []}],
    "POSTPROCESSING_HOOKS": ["protocols.describing.leave_words_in_place"],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": False,
}
