"""A traveller who links an account, and the caller that asked for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from tests.factories.accounts import PASSWORD
from tests.protocols.maas_tsp.client import Body, Caller, body_of

BACK = "https://caller.example/return?state=7"
EMAIL = "ada@home.example"
NEW = {
    "email": "bob@home.example",
    "first_name": "Bob",
    "last_name": "Baker",
    "phone": "+31612345678",
    "password": PASSWORD,
}


def begin(caller: Caller, **more: Any) -> str:
    """The path of the page."""
    told = {"nonce": "n-123", "returnUrl": BACK, **more}
    answer = body_of(caller.send("POST", "/customer-auth", told))
    assert set(answer) == {"authUrl"}
    return urlsplit(answer["authUrl"]).path


def sign_in(browser: Client, page: str, email: str = EMAIL, password: str = PASSWORD) -> Any:
    return browser.post(page, {"email": email, "password": password})


def came_back(response: Any) -> dict[str, str]:
    """The query that the traveller came back with."""
    assert response.status_code == 302
    address = urlsplit(response["Location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == "https://caller.example/return"
    return {name: values[0] for name, values in parse_qs(address.query).items()}


def end(caller: Caller, code: str, **more: Any) -> Body:
    return body_of(caller.send("POST", "/customer-auth-validate", {"encodedData": code, **more}))


def refused(caller: Caller, code: str) -> tuple[int, str]:
    response = caller.send("POST", "/customer-auth-validate", {"encodedData": code})
    return response.status_code, response.json()["code"]
