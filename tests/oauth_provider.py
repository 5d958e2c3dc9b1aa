"""An OAuth 2.0 server of somebody else, as a program of its own that answers over HTTP.

It changes its refresh tokens with each use. One that is used twice ends all tokens of its sign-in,
as RFC 9700 (§4.14.2) wants it.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

Answer = tuple[int, Any]

INVALID_GRANT: Answer = (400, {"error": "invalid_grant", "error_description": "Gone: secret-x"})
EXPIRES_IN = 3600


@dataclass
class Server:
    """What the provider knows, and what it was asked."""

    client_id: str = "perron"
    secret: str = "shared-with-nobody-else"
    address: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    refresh_tokens: dict[str, str] = field(default_factory=dict)
    """Whose each is; also those that were used."""
    used: set[str] = field(default_factory=set)
    access_tokens: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    instead: Answer | None = None
    """What it answers whatever it is asked."""
    during: Callable[[str], object] = str
    """Called with the path before anything is done."""
    afterwards: Callable[[str], object] = str
    """Called with the path when all is done and nothing answered yet."""
    revokes_alone: bool = False
    """Whether a token is revoked without the others of its sign-in."""
    headers: dict[str, str] = field(default_factory=dict)
    """What each answer has beside its body."""
    pause: float = 0
    """Seconds before each byte of an answer."""
    numbers: Iterator[int] = field(default_factory=count)
    lock: Any = field(default_factory=Lock)

    def sign_in(self, name: str = "ada") -> dict[str, Any]:
        """The tokens that an app gets for somebody by itself."""
        number = next(self.numbers)
        access, refresh = f"access-{name}-{number}", f"refresh-{name}-{number}"
        self.access_tokens[access] = self.refresh_tokens[refresh] = name
        return {
            "access_token": access,
            "refresh_token": refresh,
            "expires_in": EXPIRES_IN,
            "token_type": "Bearer",
        }

    def forget(self, name: str) -> None:
        """All tokens of somebody are revoked."""
        for known in (self.access_tokens, self.refresh_tokens):
            for token in [token for token, whose in known.items() if whose == name]:
                del known[token]

    def calls(self, path: str) -> list[dict[str, str]]:
        """What was asked there."""
        return [form for asked, form in self.asked if asked == path]

    def answer(self, path: str, form: dict[str, str], headers: Any) -> Answer:
        self.during(path)
        with self.lock:
            self.asked.append((path, form))
            if self.instead is not None:
                return self.instead
            if path == "/account":
                return self._account(headers)
            if self._client_of(form, headers) != (self.client_id, self.secret):
                return 401, {"error": "invalid_client"}
            return self._token(form) if path == "/token" else self._revoke(form)

    def _token(self, form: dict[str, str]) -> Answer:
        if form["grant_type"] == "authorization_code":
            whose = self.codes.pop(form["code"], None)
            return (200, self.sign_in(whose)) if whose else INVALID_GRANT
        refresh = form["refresh_token"]
        whose = self.refresh_tokens.get(refresh)
        if whose is None:
            return INVALID_GRANT
        if refresh in self.used:
            self.forget(whose)
            return INVALID_GRANT
        self.used.add(refresh)
        return 200, self.sign_in(whose)

    def _revoke(self, form: dict[str, str]) -> Answer:
        whose = self.refresh_tokens.get(form["token"]) or self.access_tokens.get(form["token"])
        if self.revokes_alone:
            self.refresh_tokens.pop(form["token"], None)
        elif whose:
            self.forget(whose)
        return 200, {}

    def _account(self, headers: Any) -> Answer:
        whose = self.access_tokens.get(headers.get("Authorization", "").removeprefix("Bearer "))
        return (200, {"sub": whose}) if whose else (401, {"error": "invalid_token"})

    @staticmethod
    def _client_of(form: dict[str, str], headers: Any) -> tuple[str, str]:
        basic = headers.get("Authorization", "").removeprefix("Basic ")
        if not basic:
            return form.get("client_id", ""), form.get("client_secret", "")
        name, _, secret = base64.b64decode(basic).decode().partition(":")
        return unquote_plus(name), unquote_plus(secret)


class Listening(ThreadingHTTPServer):
    """Has what its handlers answer by."""

    def __init__(self, provider: Server) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.provider = provider


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Listening

    def do_GET(self) -> None:
        self._serve({})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._serve(dict(parse_qsl(self.rfile.read(length).decode())))

    def log_message(self, *args: Any) -> None:
        """Tests print nothing."""

    def _serve(self, form: dict[str, str]) -> None:
        provider = self.server.provider
        status, told = provider.answer(self.path, form, self.headers)
        provider.afterwards(self.path)
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(status)
        if status in (301, 302, 307):
            self.send_header("Location", f"{provider.address}/elsewhere")
        for name, value in provider.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):
            self._write(body, provider.pause)

    def _write(self, body: bytes, pause: float) -> None:
        if not pause:
            self.wfile.write(body)
            return
        for byte in body:
            time.sleep(pause)
            self.wfile.write(bytes([byte]))


@contextmanager
def running_oauth_server() -> Iterator[Server]:
    """Listens on a free port of this machine."""
    provider = Server()
    with Listening(provider) as listening:
        provider.address = f"http://127.0.0.1:{listening.server_port}"
        Thread(target=listening.serve_forever, daemon=True).start()
        yield provider
        listening.shutdown()
