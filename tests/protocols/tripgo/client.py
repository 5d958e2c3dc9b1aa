"""An app of this format: sends the key, the traveller's token and the ids of the device, and holds
every answer against what all three kits of apps can bear (reference §10, §13)."""

from __future__ import annotations

import dataclasses
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client

Body = dict[str, Any]
BASE = "/v1/"
HOST = "http://localhost"
IOS, ANDROID, REACT = "i5.1", "a-5.1", "w3.2018.12.20"
PASSWORD = "four green horses"


class Committing(Protocol):
    """Runs what follows a commit when its block ends, as the worker does a moment later."""

    def __call__(self, *, execute: bool) -> AbstractContextManager[Any]: ...


@dataclass(frozen=True, slots=True)
class App:
    """One installed app. `send` answers with the response, the rest with its body."""

    key: str
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    committing: Committing | None = None
    client: Client = field(default_factory=Client)

    def of(self, token: str) -> App:
        """The same app with somebody signed in."""
        return dataclasses.replace(self, token=token)

    def having(self, **headers: str) -> App:
        """The same app with other headers; `_` stands for a dash."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return dataclasses.replace(self, headers={**self.headers, **told})

    def send(
        self, method: str, path: str, body: Any = None, *, query: Body | None = None, **headers: str
    ) -> HttpResponse:
        """Call a path below the base, or an address that an answer told; and see that the answer
        is one that apps bear. Headers set to the empty text are left out."""
        content = body if isinstance(body, str | bytes) else self.client._encode_json(
            body, "application/json"
        )  # fmt: skip
        own = {"X-TripGo-Key": self.key, "userToken": self.token, **self.headers}
        sent = own | {name.replace("_", "-"): value for name, value in headers.items()}
        with self.committing(execute=True) if self.committing else nullcontext():
            response = self.client.generic(
                method,
                path_of(path, query),
                b"" if body is None else content,
                "application/json",
                headers={name: value for name, value in sent.items() if value},
            )
        check_answer(response)
        return response

    def get(self, path: str, status: int = 200, **query: Any) -> Any:
        return body_of(self.send("GET", path, query=query), status)

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        return body_of(self.send("POST", path, {} if body is None else body), status)

    def refused(self, method: str, path: str, body: Any = None, *, code: int) -> Body:
        """The error that this answers, which must have that error code."""
        told = self.send(method, path, body).json()
        assert told.get("errorCode") == code, told
        return dict(told)

    def sign_up(self, email: str = "ada@example.org", password: str = PASSWORD) -> App:
        """The same app with a new traveller signed in."""
        told = self.post("account/signup", {"username": email, "password": password})
        return self.of(told["userToken"])


def path_of(path: str, query: Body | None = None) -> str:
    """The path with the query of an address that an answer told, or of a path below the base."""
    if path.startswith(HOST):
        parts = urlsplit(path)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
    elif not path.startswith("/"):
        path = BASE + path
    told = "&".join(f"{name}={value}" for name, value in (query or {}).items())
    joint = "&" if "?" in path else "?"
    return f"{path}{joint}{told}" if told else path


def check_answer(response: HttpResponse) -> None:
    """AssertionError unless apps of all kits understand the answer."""
    if response.status_code == 204 or not response.content:
        assert response.status_code < 300, response.status_code
        return
    if not response.get("Content-Type", "").startswith("application/json"):
        return
    told = response.json()
    assert nulls_in(told) == [], told
    is_error = response.status_code >= 300
    if is_error:
        assert {"errorCode", "title", "error", "usererror"} <= set(told), told
        assert type(told["usererror"]) is bool
        assert type(told["errorCode"]) is int
    else:
        assert "usererror" not in members_of(told), told
        assert not {"error", "errorCode"} & (set(told) if isinstance(told, dict) else set())


def nulls_in(told: Any, path: str = "") -> list[str]:
    """Where a body has null, at which React throws."""
    if isinstance(told, dict):
        return [one for name, inner in told.items() for one in nulls_in(inner, f"{path}.{name}")]
    if isinstance(told, list):
        return [one for n, inner in enumerate(told) for one in nulls_in(inner, f"{path}[{n}]")]
    return [path] if told is None else []


def members_of(told: Any) -> set[str]:
    """All names of members, however deep."""
    if isinstance(told, dict):
        return set(told).union(*(members_of(inner) for inner in told.values()))
    if isinstance(told, list):
        return set().union(*(members_of(inner) for inner in told))
    return set()


def body_of(response: HttpResponse, status: int = 200) -> Any:
    assert response.status_code == status, (response.status_code, response.content)
    return response.json() if response.content else None
