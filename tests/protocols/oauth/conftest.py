from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from operators.models import ApiClient
from tests.factories.clients import AUDIENCE, SECRET, ApiClientFactory, TokenKeyFactory
from tests.standing import standing


@standing
def key(db):
    return TokenKeyFactory()


@standing
def client_row(db) -> ApiClient:
    """A client as its administrator sees it."""
    return ApiClientFactory(client_id="ticketshop-backend")


@pytest.fixture
def asked(client_row) -> dict[str, Any]:
    """The members of a request that is in order."""
    return {
        "grant_type": "client_credentials",
        "client_id": client_row.client_id,
        "client_secret": SECRET,
        "audience": AUDIENCE,
    }


@pytest.fixture
def ask():
    """Send a request for a token as JSON, or as a form."""
    browser = Client()

    def ask(members, *, form=False, **headers):
        if form:
            content = "&".join(f"{name}={value}" for name, value in members.items())
            kind = "application/x-www-form-urlencoded"
            return browser.post("/oauth/token", content, content_type=kind, headers=headers)
        return browser.post(
            "/oauth/token", members, content_type="application/json", headers=headers
        )

    return ask
