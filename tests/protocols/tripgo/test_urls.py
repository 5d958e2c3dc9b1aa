"""Every address leads to its own operation, whichever package brings it."""

from __future__ import annotations

import re

import pytest
from django.urls import resolve

from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.urls import OPERATIONS, in_order

SAMPLE = "3f1c9a52"


class One(TripGoOperation):
    """A word."""


class Two(TripGoOperation):
    """A parameter."""


@pytest.mark.parametrize("address", OPERATIONS)
@pytest.mark.parametrize("tail", ["", "/"])
def test_address_leads_to_its_operation(address, tail):
    path = re.sub(r"\{\w+\}", SAMPLE, address)

    found = resolve(f"/v1/{path}{tail}")

    assert found.func.view_class is OPERATIONS[address]
    assert set(found.kwargs.values()) <= {SAMPLE}
    assert set(found.kwargs) == set(re.findall(r"\{(\w+)\}", address))


def test_words_go_before_parameters():
    told = {"booking/v2/{booking}": Two, "{any}/v2/summary": Two, "booking/v2/summary": One}

    assert list(in_order(told)) == [
        "booking/v2/summary",
        "booking/v2/{booking}",
        "{any}/v2/summary",
    ]


def test_packages_do_not_share_a_path():
    """Two that differ in the names of their parameters alone would hide each other."""
    shapes = [re.sub(r"\{\w+\}", "{}", address) for address in OPERATIONS]

    assert len(shapes) == len(set(shapes))


@pytest.mark.parametrize("address", OPERATIONS)
def test_last_key_of_a_query_does_not_end_in_v(address):
    """React looks for the text v= in an address."""
    assert "v=" not in address
