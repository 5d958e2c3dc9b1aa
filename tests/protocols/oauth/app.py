"""An app that travellers let into their accounts, over HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.test import Client

from operators.models import ApiClient
from tests.factories.accounts import PASSWORD
from tests.factories.clients import SECRET
from tests.factories.grants import BACK, CHALLENGE, VERIFIER

FORM = "application/x-www-form-urlencoded"
EMAIL = "ada@home.example"


@dataclass
class App:
    """What it sends, with its secret unless it is public."""

    client: ApiClient
    back: str = BACK
    browser: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def page(self, path: str = "", **changed: Any) -> str:
        """The page that travellers are sent to; a value None leaves a parameter out."""
        told = {
            "response_type": "code",
            "client_id": self.client.client_id,
            "redirect_uri": self.back,
            "state": "s-7",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            **changed,
        }
        kept = {name: value for name, value in told.items() if value is not None}
        return f"/oauth/authorize{path}?{urlencode(kept)}"

    def sign_in(self, email: str = EMAIL, password: str = PASSWORD, **changed: Any) -> Any:
        """The traveller lets the app in."""
        return self.browser.post(self.page(**changed), {"email": email, "password": password})

    def code(self, **changed: Any) -> str:
        return self.came_back(self.sign_in(**changed))["code"]

    def came_back(self, response: Any) -> dict[str, str]:
        """The query that the traveller came back with."""
        assert response.status_code == 303, response.content
        address = response["Location"]
        assert address.startswith(self.back)
        return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

    def send(self, path: str, members: dict[str, str], **headers: str) -> Any:
        """As a form; an empty member is left out."""
        shown = {"client_id": self.client.client_id}
        if not self.client.is_public:
            shown["client_secret"] = SECRET
        told = {name: value for name, value in {**shown, **members}.items() if value}
        return self.browser.post(path, urlencode(told), content_type=FORM, headers=headers)

    def bring(self, code: str, **changed: str) -> Any:
        """Ask for the tokens of a code."""
        told = {"code": code, "redirect_uri": self.back, "code_verifier": VERIFIER, **changed}
        return self.send("/oauth/token", {"grant_type": "authorization_code", **told})

    def refresh(self, token: str, **more: str) -> Any:
        told = {"grant_type": "refresh_token", "refresh_token": token, **more}
        return self.send("/oauth/token", told)

    def revoke(self, token: str, **more: str) -> Any:
        return self.send("/oauth/revoke", {"token": token, **more})
