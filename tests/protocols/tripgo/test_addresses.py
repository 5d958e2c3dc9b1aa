"""Addresses in answers."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from protocols.tripgo.addresses import absolute, is_set, part


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/v1/x", "http://localhost/v1/trip/1?hash=5"),
        ("/v1/x?bsb=1&psb=1&other=2", "http://localhost/v1/trip/1?hash=5&bsb=1&psb=1"),
        ("/v1/x?client=me&bsb=0", "http://localhost/v1/trip/1?hash=5&bsb=0&client=me"),
        ("/v1/x?bsb=a%26b%3D1", "http://localhost/v1/trip/1?hash=5&bsb=a%26b%3D1"),
    ],
)
def test_flags_go_with_addresses(asked, told):
    assert absolute(RequestFactory().get(asked), "trip/1", hash=5, left=None) == told


def test_address_without_anything_has_no_query():
    assert absolute(RequestFactory().get("/"), "trip/1") == "http://localhost/v1/trip/1"


def test_flood_is_not_carried():
    told = absolute(RequestFactory().get(f"/?bsb={'1' * 5000}"), "trip/1")

    assert len(told) < 200


@pytest.mark.parametrize(("query", "expected"), [("bsb=1", True), ("bsb=true", True), ("", False),
                                                 ("bsb=0", False)])  # fmt: skip
def test_flags(query, expected):
    assert is_set(RequestFactory().get(f"/?{query}"), "bsb") is expected


def test_part_of_a_path_has_no_slash():
    assert part("a/b c?d") == "a%2Fb%20c%3Fd"
