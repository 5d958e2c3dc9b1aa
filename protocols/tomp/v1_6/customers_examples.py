"""An account, as the API description tells it; tests hold it against the answers."""

from __future__ import annotations

from typing import Any

ACCOUNT_REQUEST: dict[str, Any] = {
    "externalId": "mp-user-5",
    "firstName": "Anna",
    "lastName": "Berg",
    "email": "anna@mp.example",
    "phones": [{"preferred": True, "number": "+31201234567"}],
    "birthDate": "1990-05-17",
}
ACCOUNT: dict[str, Any] = {
    "id": "Jx2kqv1yTQ6uVg2oQm0q5w",
    **ACCOUNT_REQUEST,
    "status": "ACTIVE",
    "creationDate": "2027-03-02T08:10:00Z",
    "modificationDate": "2027-03-02T08:10:00Z",
}
PATCH: dict[str, Any] = {"email": "anna.berg@mp.example", "birthDate": None}
CHANGED: dict[str, Any] = {
    **{name: value for name, value in ACCOUNT.items() if name != "birthDate"},
    "email": "anna.berg@mp.example",
    "modificationDate": "2027-03-05T19:30:00Z",
}
REFUSED: dict[str, Any] = {
    "errors": [
        {
            "errorcode": 8211,
            "type": "ReadOnly",
            "title": "Read-only",
            "status": 400,
            "detail": "status: set by us alone; leave it out.",
            "instance": "urn:request:8d0f6c0a",
        }
    ]
}
