"""The caller's program of this format. Every answer it gets is held against the published schema
of its operation, and against what all releases have in common."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.protocols.maas_tsp.schemas import assert_valid

Body = dict[str, Any]
Committing = Callable[..., AbstractContextManager[Any]]
"""Runs what follows a commit when its block ends, as the worker does a moment later."""

BASE = "/maas"
ADA: Body = {
    "firstName": "Ada",
    "lastName": "Lovelace",
    "phone": "+358401112233",
    "email": "ada@example.org",
    "locale": "fi",
    "clientId": "whim",
    "opaqueId": "0f3ac9d2",
}
BOB: Body = {**ADA, "firstName": "Bob", "email": "bob@example.org", "opaqueId": "b0b0"}

ANSWERS = [
    ("GET", r"/bookings/options", "tsp/booking-options-list/response"),
    ("POST", r"/bookings", "tsp/booking-create/response"),
    ("GET", r"/bookings/[^/]+", "tsp/booking-read-by-id/response"),
    ("PATCH", r"/bookings/[^/]+", "tsp/booking-update/response"),
    ("DELETE", r"/bookings/[^/]+", "tsp/booking-cancel/response"),
    ("GET", r"/bookings/[^/]+/receipt", "tsp/booking-receipt/response"),
    ("POST", r"/bookings/[^/]+/ticket", "tsp/booking-ticket/response"),
    ("GET", r"/stations", "tsp/stations-list/response"),
    ("GET", r"/stations/[^/]+", "tsp/stations-retrieve/response"),
    ("POST", r"/customer-registration", "tsp/customer-registration/response"),
    ("POST", r"/customer-auth", "tsp/customer-auth/response"),
    ("POST", r"/customer-auth-validate", "tsp/customer-auth-validate/response"),
    ("POST", r"/vehicle-alert", "tsp/vehicle-alert/response"),
]
"""Method, path below the base, schema of the answer with status 200. The first that fits counts."""


class Caller:
    """Sends the key of one channel; `send` answers with the response, the rest with its body.

    `committing` is `django_capture_on_commit_callbacks`, where what follows a request is of
    interest: a gateway that is asked, a task that is sent.
    """

    def __init__(self, key: str, *, base: str = BASE, committing: Committing | None = None) -> None:
        self.key = key
        self.base = base
        self.client = Client()
        self.committing = committing

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        query: dict[str, Any] | None = None,
        **headers: str,
    ) -> HttpResponse:
        """Call, and see that the answer is valid. A body of text or bytes is sent as it is; headers
        set to the empty text are left out."""
        content = body if isinstance(body, str | bytes) else self._json(body)
        sent = {"X-API-Key": self.key} | {k.replace("_", "-"): v for k, v in headers.items()}
        with self.committing(execute=True) if self.committing else nullcontext():
            response = self.client.generic(
                method,
                self.base + path,
                b"" if body is None else content,
                "application/json",
                headers={name: value for name, value in sent.items() if value},
                query_params={name: str(value) for name, value in (query or {}).items()},
            )
        check_answer(method, path, response)
        return response

    def get_options(self, **query: Any) -> Body:
        """`from_` stands for `from`."""
        told = {name.rstrip("_"): value for name, value in query.items()}
        return body_of(self.send("GET", "/bookings/options", query=told))

    def options(self, **query: Any) -> list[Body]:
        return list(self.get_options(**query)["options"])

    def create(self, option: Body, *, customer: Body | None = None, **more: Any) -> Body:
        """Book an option as callers do; `more` are further members of the request."""
        return body_of(self.try_create(option, customer=customer, **more))

    def try_create(
        self, option: Body, *, customer: Body | None = None, **more: Any
    ) -> HttpResponse:
        return self.send("POST", "/bookings", create_request(option, customer=customer, **more))

    def read(self, tsp_id: str) -> Body:
        return body_of(self.send("GET", f"/bookings/{tsp_id}"))

    def update(self, tsp_id: str, state: str = "", **more: Any) -> Body:
        """The answer, or what is read where the answer has no body."""
        response = self.try_update(tsp_id, state, **more)
        return self.read(tsp_id) if response.status_code == 204 else body_of(response)

    def try_update(self, tsp_id: str, state: str = "", **more: Any) -> HttpResponse:
        told = {"tspId": tsp_id, **({"state": state} if state else {}), **more}
        return self.send("PATCH", f"/bookings/{tsp_id}", told)

    def cancel(self, tsp_id: str) -> Body:
        response = self.try_cancel(tsp_id)
        return self.read(tsp_id) if response.status_code == 204 else body_of(response)

    def try_cancel(self, tsp_id: str) -> HttpResponse:
        return self.send("DELETE", f"/bookings/{tsp_id}")

    def receipt(self, tsp_id: str) -> Body:
        return body_of(self.try_receipt(tsp_id))

    def try_receipt(self, tsp_id: str) -> HttpResponse:
        return self.send("GET", f"/bookings/{tsp_id}/receipt")

    def stations(self, **query: Any) -> list[Body]:
        return list(body_of(self.send("GET", "/stations", query=query))["stations"])

    def station(self, station_id: str, **query: Any) -> Body:
        return dict(body_of(self.send("GET", f"/stations/{station_id}", query=query))["station"])

    def _json(self, body: Any) -> str:
        return str(self.client._encode_json(body, "application/json"))


def create_request(option: Body, *, customer: Body | None = None, **more: Any) -> Body:
    """An option, echoed; with null for members that callers of release 13 do send so."""
    echoed = ("leg", "meta", "terms", "tspProduct", "configurator")
    told = {name: option[name] for name in echoed if name in option}
    return {**told, "customer": ADA if customer is None else customer, "tspId": None, **more}


def check_answer(method: str, path: str, response: HttpResponse) -> None:
    """AssertionError unless the answer is one that callers of every release understand."""
    if response.status_code == 204:
        assert response.content == b""
        return
    if not response.get("Content-Type", "").startswith("application/json"):
        assert response.status_code in (301, 302, 303), response.content
        return
    name = "core/error" if response.status_code >= 400 else schema_of(method, path)
    if name is not None:
        assert_valid(response.json(), name)


def schema_of(method: str, path: str) -> str | None:
    told = path.split("?")[0].rstrip("/")
    for verb, known, name in ANSWERS:
        if verb == method and re.fullmatch(known, told):
            return name
    return None


def check_webhook(body: Any) -> None:
    """AssertionError unless callers of every release understand what we tell them by ourselves."""
    assert_valid(body, "tsp/webhooks-bookings-update/remote-request")


def body_of(response: HttpResponse, status: int = 200) -> Body:
    assert response.status_code == status, response.content
    return dict(response.json())
