"""The front page of the API description of this face."""

FRONT_PAGE = """
Put offers on an order, take payments, give money back, and find it all again.

* **Token**: `POST /oauth/token` with your client's id and secret; send it as
  `Authorization: Bearer …` with every request. It lasts a day.
* **Headers**: `Entur-Distribution-Channel` names the channel, `Entur-POS` your point of sale (on
  every write). `correlationId` is told back with every answer; one is made where you send none.
  `ET-Client-Name` is noted beside your requests. `Accept-Language` (nob, nno, eng, or BCP 47) is
  the language of letters to customers whose request names none.
* **Repeating**: send an `Idempotency-Key` with a write, and repeating it has no second effect.
* **Lists** have `page` (from 1) and `perPage` (20, at most 100). A filter is `field=operator:value`
  with eq, ne, gt, gte, lt, lte, in, nin; several hold together. `orderBy` and `sortBy` sort.
* **Changes at once**: an order's `ETag` is its version and revision; send it as `If-Match`. An
  installation may want it of every change (`428`).
* **Limits**: `Rate-Limit-Allowed`, `-Used`, `-Available`, `-Range` and `-Expiry-Time` tell what is
  left of the minute; beyond it `429` tells in `Retry-After` how long to wait.
* Money is a string with two decimals beside a currency; moments are UTC with a `Z`.
* **Refusals** have one body; `errorCode` stays what it is within a version, `errors` tells each
  thing that is wrong. `409` with `Retry-After` may succeed later.
* **Within a version** nothing is taken away, renamed or narrowed. Members of answers, words in
  them, and whatever a request may leave out, may be added: pass over what you do not know. Below
  `v1beta` all may change.
"""

DESCRIPTION = {
    "TITLE": "Perron: Sales v1",
    "VERSION": "1.0.0",
    "DESCRIPTION": FRONT_PAGE.strip(),
    "APPEND_COMPONENTS": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
    "SECURITY": [{"bearer": []}],
    "POSTPROCESSING_HOOKS": ["protocols.describing.leave_words_in_place"],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
}
