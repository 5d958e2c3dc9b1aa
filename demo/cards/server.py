"""The provider over HTTP: forms in, JSON out."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from demo.cards import charging
from demo.cards.books import Account, Answer, Mishap, Refused, Row

SCRIPT = Path(__file__).with_name("script.js")
WORKING_SECONDS = 0.02
"""How long it takes to move money: a twin that comes meanwhile is told to come later."""
PLACE = re.compile(r"/v1/(?P<kind>[a-z_]+)(?:/(?P<id>\w+))?(?:/(?P<verb>\w+))?\Z")
DOING: dict[tuple[str, str], Callable[[Account, str, Row], Row]] = {
    ("payment_intents", "confirm"): charging.confirm_intent,
    ("payment_intents", "answer_bank"): charging.answer_bank,
    ("payment_intents", "capture"): charging.capture_intent,
    ("payment_intents", "cancel"): charging.cancel_intent,
    ("setup_intents", "confirm"): charging.confirm_setup,
    ("setup_intents", "cancel"): charging.cancel_setup,
    ("payment_methods", "detach"): charging.forget_card,
}
MAKING: dict[str, Callable[[Account, Row], Row]] = {
    "payment_intents": charging.open_intent,
    "setup_intents": charging.open_setup,
    "refunds": charging.repay,
    "customers": lambda account, form: account.keep("customer", "cus", **form),
}
Told = tuple[int, bytes, Mishap | None]
"""Status and body of an answer, and what goes wrong with it."""
EXPANDED = ("latest_charge", "payment_method")


class Provider(ThreadingHTTPServer):
    """Listens on this machine alone; an account begins with the first use of its key."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Desk)
        self.accounts: dict[str, Account] = {}
        self.lock = Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def account(self, name: str) -> Account:
        with self.lock:
            return self.accounts.setdefault(name, Account(name))


class Desk(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: Provider

    def do_GET(self) -> None:
        path, form = urlsplit(self.path).path, self._form(urlsplit(self.path).query)
        if path == "/v3/":
            self._send(200, SCRIPT.read_bytes(), "text/javascript")
        else:
            self._answer(lambda account: read(account, path, form), form)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        form = self._form(body)
        path = urlsplit(self.path).path
        key = self.headers.get("Idempotency-Key", "")
        self._answer(lambda account: write_once(account, path, form, body, key), form)

    def do_OPTIONS(self) -> None:
        self._send(204, b"", "text/plain")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: paths and forms hold secrets."""

    def _answer(
        self, act: Callable[[Account], tuple[int, bytes, Mishap | None]], form: Row
    ) -> None:
        account = self._account(form)
        if account is None:
            told = Refused(401, "invalid_request_error", "Invalid API Key provided").body
            self._send(401, json.dumps(told).encode())
            return
        try:
            status, body, mishap = act(account)
        except Refused as refusal:
            status, body, mishap = refusal.status, json.dumps(refusal.body).encode(), None
        if mishap and mishap.how == "lost":
            self.close_connection = True
            return
        if mishap and mishap.how == "late":
            time.sleep(mishap.seconds)
        self._send(status, body)

    def _account(self, form: Row) -> Account | None:
        """By the secret key of the shop, or in a browser by the other key and the secret of the
        intent that it is about."""
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if key.startswith("sk_test_"):
            return self.server.account(key.removeprefix("sk_test_"))
        key, secret = form.get("key", ""), form.get("client_secret", "")
        if not key.startswith("pk_test_") or secret.split("_secret_")[0] not in self.path:
            return None
        account = self.server.account(key.removeprefix("pk_test_"))
        known = any(secret and row.get("client_secret") == secret for row in account.rows.values())
        return account if known else None

    def _form(self, text: str) -> Row:
        return unflatten(parse_qsl(text, keep_blank_values=True))

    def _send(self, status: int, body: bytes, media: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "Content-Type")
        self.end_headers()
        self.wfile.write(body)


def read(account: Account, path: str, form: Row) -> Told:
    """One row, or a list of them."""
    place = place_of(path)
    kind, id = place["kind"][:-1], place["id"]  # noqa: A001  # the provider's word
    with account.lock:
        account.calls[f"get {place['kind']}"] += 1
        mishap = account.mishap(f"get {place['kind']}")
        fail(mishap)
        if id:
            found = expanded(account, account.find(kind, id), form)
        else:
            wanted = {name: form.get(name, "") for name in ("customer", "payment_intent")}
            facts = {name: text for name, text in wanted.items() if text}
            found = account.listed(kind, path, **facts)
        return 200, json.dumps(found).encode(), mishap


def write_once(account: Account, path: str, form: Row, body: str, key: str) -> Told:
    """Do it, unless it was done under this key before."""
    place = place_of(path)
    call = f"{place['verb'] or 'post'} {place['kind']}"
    account.meanwhile.pop(call, lambda: None)()
    with account.lock:
        account.calls[call] += 1
        mishap = account.mishap(call)
        fail(mishap)
        known = account.answers.get(key)
        if known is not None:
            return *replay(known, (path, body)), mishap
        answer = Answer((path, body))
        if key:
            account.answers[key] = answer
    time.sleep(WORKING_SECONDS)
    with account.lock:
        try:
            made = write(account, place, form)
        except Refused as refusal:
            # What was not even begun may be asked for again under the same key.
            if refusal.status != 402:
                account.answers.pop(key, None)
                raise
            answer.body, answer.status = json.dumps(refusal.body).encode(), refusal.status
        else:
            answer.body, answer.status = json.dumps(expanded(account, made, form)).encode(), 200
        return answer.status, answer.body, mishap


def fail(mishap: Mishap | None) -> None:
    """Do nothing, if that is what goes wrong."""
    if mishap and mishap.how == "broken":
        raise Refused(500, "api_error", "Something went wrong on our end")
    if mishap and mishap.how == "refused":
        raise Refused(400, "invalid_request_error", "This account may not do that")


def replay(known: Answer, asked: tuple[str, str]) -> tuple[int, bytes]:
    """What was answered before; another request under the same key is refused."""
    if not known.status:
        told = "There is currently another in-progress request using this key."
        raise Refused(409, "idempotency_error", told, code="idempotency_key_in_use")
    if known.asked != asked:
        told = "Keys for idempotent requests can only be used with the same parameters."
        raise Refused(400, "idempotency_error", told)
    return known.status, known.body


def write(account: Account, place: dict[str, str], form: Row) -> Row:
    """Make a row, or do something with one."""
    doing = DOING.get((place["kind"], place["verb"]))
    if doing:
        return doing(account, place["id"], form)
    making = MAKING.get(place["kind"])
    if making is None or place["id"]:
        raise Refused(404, "invalid_request_error", "Unrecognized request URL")
    return making(account, form)


def place_of(path: str) -> dict[str, str]:
    found = PLACE.match(path)
    if found is None:
        raise Refused(404, "invalid_request_error", "Unrecognized request URL")
    return {name: text or "" for name, text in found.groupdict().items()}


def expanded(account: Account, row: Row, form: Row) -> Row:
    """The row as it is shown, with what was asked for in place of its id."""
    wanted = form.get("expand", {})
    names = [name for name in EXPANDED if name in wanted.values() and row.get(name)]
    shown = row | {name: account.rows[row[name]] for name in names}
    return without_number(shown)


def without_number(row: Row) -> Row:
    """No card number leaves the provider."""
    return {
        name: without_number(inner) if isinstance(inner, dict) else inner
        for name, inner in row.items()
        if name != "number"
    }


def unflatten(pairs: list[tuple[str, str]]) -> Row:
    """`a[b][c]=d` as dictionaries in one another."""
    form: Row = {}
    for name, text in pairs:
        first, *inner = re.findall(r"[^\[\]]+", name)
        row, last = form, first
        for part in inner:
            row, last = row.setdefault(last, {}), part
        row[last] = text
    return form
