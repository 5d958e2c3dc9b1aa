"""A traveller connects an account with a partner's app, in a real browser."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from operators.tenancy.models import TokenRole
from sales.accounts.actions.links import find_link
from sales.accounts.errors import LinkEnded
from sales.catalogue.actions import issue_channel_token
from sales.letters.actions import send_letters
from sales.models import AccountLink, SalesChannel, TravellerAccount
from tests.faces import needs_face
from tests.factories.accounts import PASSWORD, TravellerAccountFactory
from tests.factories.moments import BY
from tests.factories.sales import SalesChannelFactory

pytestmark = [pytest.mark.django_db(transaction=True), needs_face("accounts", "maas_tsp")]

EMAIL = "ada@home.example"
NEW = "seven blue whales"


@dataclass
class App:
    """A partner's app: what it asks us for, and the page that travellers come back to."""

    channel: SalesChannel
    key: str
    address: str = ""
    heard: list[str] = field(default_factory=list)

    def ask(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = Client().post(
            f"/maas/{path}",
            json.dumps(body),
            content_type="application/json",
            headers={"X-API-Key": self.key},
        )
        assert answer.status_code == 200, answer.content
        told: dict[str, Any] = answer.json()
        return told

    def begin(self) -> str:
        """The path of the page that the traveller is sent to."""
        told = self.ask("customer-auth", {"nonce": "n-1", "returnUrl": f"{self.address}/back"})
        return urlsplit(told["authUrl"]).path

    def end(self) -> str:
        """The secret that comes of the traveller's return."""
        [code] = parse_qs(urlsplit(self.heard[-1]).query)["encodedData"]
        told = self.ask("customer-auth-validate", {"encodedData": code})
        assert told["nonce"] == "n-1"
        return str(told["authToken"])


@pytest.fixture
def app(live_server) -> Iterator[App]:
    channel = SalesChannelFactory(
        name="Rider app", tenant__name="Coast Lines", tenant__allows_private_callbacks=True
    )
    issued = issue_channel_token(
        channel, name="app", role=TokenRole.MAAS_TSP, by=BY, at=timezone.now()
    )
    partner = App(channel, issued.secret)

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/back?"):
                partner.heard.append(self.path)
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
        partner.address = f"http://127.0.0.1:{server.server_port}"
        yield partner
        server.shutdown()
        thread.join()


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in and link").click()


def is_back(page: Page) -> None:
    expect(page.get_by_role("heading", name="Back in the app")).to_be_visible()


def test_account_that_there_is_gets_linked_after_a_wrong_password(page, app, complaints, tmp_path):
    account = TravellerAccountFactory(
        tenant=app.channel.tenant, email=EMAIL, first_name="Ada", at=timezone.now()
    )
    page.goto(app.begin())
    page.screenshot(path=tmp_path / "sign_in.png", full_page=True)

    sign_in(page, "wrong horse")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value(EMAIL)
    expect(page.get_by_label("Password")).to_have_value("")
    page.screenshot(path=tmp_path / "refused.png", full_page=True)
    sign_in(page, PASSWORD)
    is_back(page)

    link = find_link(app.channel, app.end(), at=timezone.now())
    assert (link.account, link.customer.first_name) == (account, "Ada")
    # The browser tells of the answer 400 of its own accord.
    assert ["400" in told for told in complaints] == [True]
    complaints.clear()


def test_new_account_is_opened_and_verified_by_its_letter(page, app, tmp_path):
    page.goto(app.begin())
    page.get_by_role("link", name="I have no account yet").click()
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("First name").fill("Ada")
    page.get_by_label("Last name").fill("Berg")
    page.get_by_label("Password").fill(PASSWORD)
    page.screenshot(path=tmp_path / "open.png", full_page=True)
    page.get_by_role("button", name="Open and link").click()
    is_back(page)
    account = find_link(app.channel, app.end(), at=timezone.now()).account
    assert (account.email, account.verified_at) == (EMAIL, None)

    page.goto(address_in_letter())
    page.screenshot(path=tmp_path / "verify.png", full_page=True)
    page.get_by_role("button", name="Yes, it is mine").click()
    expect(page.get_by_text("Your e-mail address is confirmed.")).to_be_visible()
    account.refresh_from_db()
    assert account.verified_at is not None


def test_traveller_who_does_not_want_to_goes_back_without_a_link(page, app):
    page.goto(app.begin())
    page.get_by_role("button", name="No, go back").click()
    is_back(page)

    assert "error=ACCESS_DENIED" in app.heard[-1]
    assert AccountLink.objects.count() == 0


def test_forgotten_password_is_chosen_anew_and_ends_the_links(page, app, tmp_path):
    TravellerAccountFactory(tenant=app.channel.tenant, email=EMAIL, at=timezone.now())
    page.goto(app.begin())
    sign_in(page, PASSWORD)
    is_back(page)
    secret = app.end()

    page.goto(app.begin())
    page.get_by_role("link", name="I forgot my password").click()
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_role("button", name="Send the letter").click()
    expect(page.get_by_text("If there is an account with this address")).to_be_visible()
    page.screenshot(path=tmp_path / "forgot.png", full_page=True)
    page.goto(address_in_letter())
    page.get_by_label("New password").fill(NEW)
    page.screenshot(path=tmp_path / "renew.png", full_page=True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Your password is changed")).to_be_visible()

    with pytest.raises(LinkEnded):
        find_link(app.channel, secret, at=timezone.now())
    page.goto(app.begin())
    sign_in(page, NEW)
    is_back(page)
    assert find_link(app.channel, app.end(), at=timezone.now()).account.email == EMAIL
    assert TravellerAccount.objects.get().verified_at is not None


def address_in_letter() -> str:
    """The path in the letter that was written last."""
    send_letters(by=BY, at=timezone.now(), limit=10)
    words = mail.outbox[-1].body.split()
    [address] = [word for word in words if "/account/" in word]
    return urlsplit(address).path
