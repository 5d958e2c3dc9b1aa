"""What one call to a partner comes to, whatever the partner does."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests

from protocols.deliveries import calling
from protocols.deliveries.calling import Answer, Call, call_partner, reason_of
from protocols.deliveries.endpoints import EndpointFacts, add_endpoint, try_endpoint
from protocols.deliveries.errors import AddressMissing, FormatUnknown, PrivateNotAllowed
from protocols.models import CallbackEndpoint
from tests.factories.moments import BY, NOW
from tests.factories.partners import endpoint_at
from tests.factories.sales import SalesChannelFactory
from tests.violations.ways import write

pytestmark = pytest.mark.django_db


def call_at(address: str) -> Answer:
    endpoint, _ = endpoint_at(SalesChannelFactory(), address)
    return call_partner(endpoint, Call("id", address, "POST", "events", {}), at=NOW)


@contextmanager
def speaking(*words: bytes, pause: float = 0) -> Iterator[str]:
    """A server that says these words to whoever connects, whatever it is asked."""
    server = socket.create_server(("127.0.0.1", 0))
    is_over = threading.Event()

    def speak() -> None:
        peer, _ = server.accept()
        peer.recv(65536)
        for word in words:
            try:
                peer.sendall(word)
            except OSError:
                break
            is_over.wait(pause)
        peer.close()

    speaker = threading.Thread(target=speak, daemon=True)
    speaker.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
    finally:
        is_over.set()
        server.close()
        speaker.join()


def test_nobody_at_the_address_is_told_in_words():
    answer = call_at("http://127.0.0.1:9")

    assert (answer.status, answer.error) == (
        None,
        "The partner's server was not reached (ConnectionError).",
    )
    assert answer.is_down


def test_answer_that_is_no_http_is_a_failure():
    with speaking(b"HELO\r\n\r\n") as address:
        assert call_at(address).status is None


def test_answer_that_does_not_come_is_given_up(monkeypatch):
    monkeypatch.setattr(calling, "READ_SECONDS", 0.05)
    with speaking(b"", pause=5) as address:
        answer = call_at(address)

    assert answer.error == "No answer within 0.05 seconds."


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nX: y\r\n\r\n"]
)
def test_answer_that_comes_drop_by_drop_is_given_up(monkeypatch, head):
    monkeypatch.setattr(calling, "LONGEST_CALL", 0.1)
    with speaking(head, *[b"."] * 99, pause=0.02) as address:
        answer = call_at(address)

    assert (answer.status, answer.error) == (None, "No end within 0.1 seconds.")


def test_long_answer_is_read_in_part(monkeypatch):
    monkeypatch.setattr(calling, "MOST_READ", 10)
    monkeypatch.setattr(calling, "BLOCK", 4)
    with speaking(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + b"." * 100) as address:
        answer = call_at(address)

    assert (answer.status, answer.body) == (200, b"." * 10)


@pytest.mark.parametrize(
    ("failure", "text"),
    [
        (requests.ConnectTimeout(), "No connection within 5 seconds."),
        (
            requests.exceptions.SSLError(),
            "The certificate of the partner's server is not good.",
        ),
    ],
)
def test_failure_is_told_in_words(failure, text):
    assert reason_of(failure) == text


@pytest.mark.parametrize(
    ("status", "is_good", "is_gone", "is_refusal", "is_down"),
    [
        (200, True, False, False, False),
        (204, True, False, False, False),
        (302, False, False, False, False),
        (400, False, False, True, False),
        (401, False, False, False, False),
        (403, False, False, False, False),
        (404, False, False, False, False),
        (408, False, False, False, False),
        (409, False, False, True, False),
        (410, False, True, False, False),
        (422, False, False, True, False),
        (429, False, False, False, True),
        (500, False, False, False, True),
        (None, False, False, False, True),
    ],
)
def test_statuses_mean_what_they_say(status, is_good, is_gone, is_refusal, is_down):
    answer = Answer(status, "", 1)

    found = (answer.is_good, answer.is_gone, answer.is_refusal, answer.is_down)
    assert found == (is_good, is_gone, is_refusal, is_down)


def test_endpoint_without_an_address_cannot_be_tried():
    endpoint, _ = endpoint_at(SalesChannelFactory())

    with pytest.raises(AddressMissing):
        try_endpoint(endpoint, by=BY, at=NOW)


def test_endpoint_of_a_format_that_is_gone_cannot_be_tried():
    endpoint, _ = endpoint_at(SalesChannelFactory(), "http://127.0.0.1:9")
    write(endpoint, face="deleted")
    endpoint.refresh_from_db()

    with pytest.raises(FormatUnknown):
        try_endpoint(endpoint, by=BY, at=NOW)


def test_endpoint_is_added_in_formats_that_are_here_alone():
    with pytest.raises(FormatUnknown):
        add_endpoint(SalesChannelFactory(), EndpointFacts("App", "paper", "9"), by=BY, at=NOW)


def test_private_addresses_are_for_the_tenant_to_allow():
    facts = EndpointFacts("App", "paper", "1", allows_private=True)
    with pytest.raises(PrivateNotAllowed):
        add_endpoint(SalesChannelFactory(), facts, by=BY, at=NOW)

    assert not CallbackEndpoint.objects.exists()


def test_secrets_are_stored_sealed():
    endpoint, secret = endpoint_at(SalesChannelFactory(), access_token="theirs")

    stored = CallbackEndpoint.objects.filter(pk=endpoint.pk).values().get()
    assert secret.startswith("whsec_")
    told = " ".join(str(value) for value in stored.values())
    assert (secret in told, "theirs" in told) == (False, False)
