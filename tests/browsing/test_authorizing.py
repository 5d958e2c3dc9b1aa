"""A traveller lets an app into an account, in a real browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from operators.models import ApiClient
from operators.tenancy.client_actions import AppTerms
from sales.accounts.grants.reading import read_grant
from sales.models import AccountGrant, TravellerAccount
from tests.faces import needs_face
from tests.factories.accounts import PASSWORD, TravellerAccountFactory
from tests.factories.clients import SECRET
from tests.factories.grants import CHALLENGE, VERIFIER, AppFactory

pytestmark = [pytest.mark.django_db(transaction=True), needs_face("oauth")]

EMAIL = "ada@home.example"


@dataclass
class App:
    """An app with a page of its own, which leads on to the app on the phone."""

    address: str = ""
    client: ApiClient | None = None
    heard: list[str] = field(default_factory=list)

    def begin(self) -> str:
        """The path that the app sends the traveller to."""
        assert self.client is not None
        told = {
            "response_type": "code",
            "client_id": self.client.client_id,
            "redirect_uri": f"{self.address}/back",
            "state": "a b&c",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        return f"/oauth/authorize?{urlencode(told)}"

    def came_back(self) -> dict[str, str]:
        query = parse_qs(urlsplit(self.heard[-1]).query)
        return {name: values[0] for name, values in query.items()}

    def bring(self, code: str) -> dict[str, Any]:
        """Tokens for a code."""
        assert self.client is not None
        members = {
            "grant_type": "authorization_code",
            "client_id": self.client.client_id,
            "client_secret": SECRET,
            "code": code,
            "redirect_uri": f"{self.address}/back",
            "code_verifier": VERIFIER,
        }
        answer = Client().post("/oauth/token", members, content_type="application/json")
        assert answer.status_code == 200, answer.content
        told: dict[str, Any] = answer.json()
        return told


@pytest.fixture
def account(db) -> TravellerAccount:
    made: TravellerAccount = TravellerAccountFactory(
        email=EMAIL, first_name="Ada", tenant__name="Coast Lines", at=timezone.now()
    )
    return made


@pytest.fixture
def app(live_server, account) -> Iterator[App]:
    made = App()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/back?"):
                made.heard.append(self.path)
                # As many do; so nobody may be held to the address that is registered.
                self.send_response(302)
                self.send_header("Location", made.address.replace("127.0.0.1", "localhost"))
                self.end_headers()
                return
            page = b"<!doctype html><title>App</title><h1>Back in the app</h1>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *words: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        made.address = f"http://127.0.0.1:{server.server_port}"
        made.client = AppFactory(
            name="Rider app",
            organisation__tenant=account.tenant,
            organisation__name="Riders Ltd",
            app=AppTerms([f"{made.address}/back"]),
            at=timezone.now(),
        )
        yield made
        server.shutdown()
        thread.join()


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in and allow").click()


def is_back(page: Page) -> None:
    expect(page.get_by_role("heading", name="Back in the app")).to_be_visible()


def test_app_is_let_in_after_a_wrong_password(page, app, account, complaints, tmp_path):
    page.goto(app.begin())
    expect(page.get_by_role("heading")).to_have_text("Let Rider app into your Coast Lines account")
    page.screenshot(path=tmp_path / "allow.png", full_page=True)

    sign_in(page, "wrong horse")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value(EMAIL)
    expect(page.get_by_label("Password")).to_have_value("")
    page.screenshot(path=tmp_path / "refused.png", full_page=True)
    sign_in(page, PASSWORD)
    is_back(page)

    back = app.came_back()
    assert back["state"] == "a b&c"
    grant = read_grant(app.bring(back["code"])["access_token"], at=timezone.now())
    assert (grant.account, grant.client) == (account, app.client)
    # The browser tells of the answer 400 of its own accord.
    assert ["400" in told for told in complaints] == [True]
    complaints.clear()


def test_new_account_is_opened_for_the_app(page, app, account, tmp_path):
    page.goto(app.begin())
    page.get_by_role("link", name="I have no account yet").click()
    page.get_by_label("E-mail").fill("bob@home.example")
    page.get_by_label("First name").fill("Bob")
    page.get_by_label("Last name").fill("Baker")
    page.get_by_label("Password").fill(PASSWORD)
    page.screenshot(path=tmp_path / "open.png", full_page=True)
    page.get_by_role("button", name="Open and allow").click()
    is_back(page)

    tokens = app.bring(app.came_back()["code"])
    assert read_grant(tokens["access_token"], at=timezone.now()).account != account


def test_traveller_who_does_not_want_to_goes_back_without_a_code(page, app):
    page.goto(app.begin())
    page.get_by_role("link", name="I forgot my password").click()
    page.get_by_role("link", name="Back").click()
    page.get_by_role("button", name="No, go back").click()
    is_back(page)

    assert app.came_back()["error"] == "access_denied"
    assert not AccountGrant.objects.exists()
