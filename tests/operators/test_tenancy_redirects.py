"""Where an app may have travellers sent back to."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from operators.models import ApiClient
from operators.tenancy.actions import digest_of
from operators.tenancy.client_actions import AppTerms, issue_client
from operators.tenancy.redirects import LONGEST_REDIRECT, check_redirect_uri
from tests.factories.moments import BY, NOW
from tests.factories.operators import OrganisationFactory

GOOD = [
    "https://app.example/back",
    "https://app.example",
    "https://app.example:8443/back?flow=7",
    "http://localhost/back",
    "http://127.0.0.1:49152/back",
    "http://[::1]:8000/back",
    "tripgo://oauth-callback/perron",
    "com.example.app:/back",
    "urn:ietf:wg:oauth:2.0:oob",
]
BAD = [
    "",
    "app.example/back",
    "/back",
    "//app.example/back",
    "http://app.example/back",
    "http://localhost.evil.example/back",
    "http://127.0.0.1.evil.example/back",
    "https://",
    "https:///back",
    "https://ada:secret@app.example/back",
    "https://app.example;report-uri/back",
    "https://app.example/back#here",
    "https://app.example/back#",
    "https://app.example/a b",
    "https://app.example/\n",
    "https://app.example\\@evil.example/",
    "https://äpp.example/back",
    "https://[::1/back",
    "https://app.example:port/back",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "intent://app#Intent;end",
    "https://app.example/" + "x" * LONGEST_REDIRECT,
]


@pytest.mark.parametrize("address", GOOD)
def test_travellers_may_be_sent_there(address):
    check_redirect_uri(address)


@pytest.mark.parametrize("address", BAD)
def test_nobody_is_sent_there(address):
    with pytest.raises(ValidationError):
        check_redirect_uri(address)


@pytest.mark.django_db
def test_app_is_issued_with_its_addresses_alone():
    terms = AppTerms(GOOD[:2], needs_proof=False)

    issued = issue_client(
        OrganisationFactory(), name="App", permissions=[], app=terms, by=BY, at=NOW
    )

    client = ApiClient.objects.get()
    assert (client.redirect_uris, client.needs_proof) == (GOOD[:2], False)
    assert client.digest == digest_of(issued.secret)


@pytest.mark.django_db
def test_public_app_has_no_secret_that_anybody_knows():
    terms = AppTerms(GOOD[:1], is_public=True)

    issued = issue_client(
        OrganisationFactory(), name="App", permissions=[], app=terms, by=BY, at=NOW
    )

    assert issued.secret == ""
    assert issued.client.digest != digest_of("")


@pytest.mark.django_db
def test_no_client_is_issued_that_sends_travellers_to_nowhere():
    terms = AppTerms(["javascript:alert(1)"])

    with pytest.raises(ValidationError):
        issue_client(OrganisationFactory(), name="App", permissions=[], app=terms, by=BY, at=NOW)
    assert not ApiClient.objects.exists()
