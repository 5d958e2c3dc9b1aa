"""The front page of the API description of this face."""

FRONT_PAGE = """
Inspect tickets: check a barcode here and now, or without a connection and tell us later.

* **Token**: `Authorization: Bearer …` with the role INSPECTION; the administrator of the tenant
  issues it. The scan page comes with the session of a person who inspects instead.
* **Devices** are registered once and name themselves in every request. Their own time
  (`deviceTime`) tells how far their clock is off.
* **Online** is preferred: `POST /checks` knows what was taken back or used a moment ago.
* **Offline**, a device judges by its bundle alone, with the same reasons, and uploads its scan log.
  Repeating an upload has no second effect.
* **Reasons** are those of the barcode format; `shade` is how staff see them: green, amber (look
  closer), grey (none of ours, or unreadable), red.
* **Refusals** are problem details with a `code` that stays what it is; `correlationId` is told back
  with every answer. `429` tells in `Retry-After` how long to wait.
* Members of answers and words in them may be added: pass over what you do not know.
"""

DESCRIPTION = {
    "TITLE": "Perron: inspection",
    "VERSION": "1.0.0",
    "DESCRIPTION": FRONT_PAGE.strip(),
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "bearer": {"type": "http", "scheme": "bearer"},
            "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
        }
    },
    "SECURITY": [{"bearer": []}, {"session": []}],
    "POSTPROCESSING_HOOKS": ["protocols.describing.leave_words_in_place"],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": False,
}
