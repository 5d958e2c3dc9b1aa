"""Bookings whose product needs a linked account."""

from __future__ import annotations

import json

import pytest
from django.test import RequestFactory

from tests.protocols.tripgo.client import App, check_answer
from tests.protocols.tripgo.linking.needing import Book


@pytest.fixture
def booking(tripgo):
    """Book as an app does."""

    def send(app: App, operation=Book, **more):
        headers = {"X-TripGo-Key": app.key, **app.headers} | (
            {"userToken": app.token} if app.token else {}
        )
        request = RequestFactory().post(
            "/v1/x", {}, content_type="application/json",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )  # fmt: skip
        products = more.pop("products", [tripgo.shop.product, tripgo.taxis.product])
        response = operation.as_view(products=products, **more)(request).render()
        response.json = lambda: json.loads(response.content)
        check_answer(response)
        return response

    return send


@pytest.fixture
def required(own):
    own.is_required = True
    own.save()
    return own


@pytest.fixture
def required_remote(remote):
    remote.is_required = True
    remote.save()
    return remote
