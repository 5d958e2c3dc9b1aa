"""The front page of the API description of this face."""

FRONT_PAGE = """
Plan trips, connect accounts, list what can be booked for a segment, book, pay, show and cancel: the
booking API of TripGo, as apps built on TripKit for Android, iOS and React speak it.

* **Key**: `X-TripGo-Key: …`; the administrator of the tenant issues it for one sales channel, with
  the role TRIPGO. Bookings can be switched off for a key; it then has trips alone.
* **Traveller**: `userToken: …`, from `account/login` or `account/signup`. Where it is needed and
  missing the answer is 444, and 447 where it is no longer valid; 401 is of the key alone.
* **Addresses** in answers are absolute and are used as they are; `bsb=1` and `psb=1` go with them.
* **Money**: whole hundredths of the main unit in fares, reviews and payment options; a number in
  the main unit as `price` of a list, and as `purchase.price`.
* **Times** are ISO with an offset and without a fraction; with `v` below 13, trips have seconds
  since 1970.
* **Repeating**: cancelling, confirming and paying can be repeated, and do nothing a second time.
  A GET of `bookingURL` has no effect.
* **Errors** have `errorCode`, `title`, `error` and `usererror`, which no other answer has. Where
  `url` is told, GET it for a form that makes it good.
* A member that there is nothing to tell of is left out and never null. Members and parameters that
  are not known are passed over.
"""

DESCRIPTION = {
    "TITLE": "Perron: TripGo bookings",
    "VERSION": "1.0.0",
    "DESCRIPTION": FRONT_PAGE.strip(),
    "APPEND_COMPONENTS": {
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-TripGo-Key"}}
    },
    "SECURITY": [{"key": []}],
    "POSTPROCESSING_HOOKS": ["protocols.describing.leave_words_in_place"],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": False,
}
