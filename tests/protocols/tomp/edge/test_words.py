"""Tables of words are total, and say only what TOMP 1.6 and Voi's page know."""

from __future__ import annotations

import pytest

from bookings import errors as bookings
from bookings.states import BookingState, LegState
from operators.fleet import errors as fleet
from operators.fleet.states import AssetClass, PartType, PlanPartKind, PlanUnit, RegionKind
from operators.tenancy.errors import DomainError
from protocols.tomp.edge.errors import REFUSALS
from protocols.tomp.edge.requests import EVENTS
from protocols.tomp.v1_6.words import (
    BOOKING_STATE,
    CASE_KIND,
    CASE_PRIORITY,
    LEG_STATE,
    SUPPORT_PRIORITY,
    SUPPORT_STATUS,
    SUPPORT_TYPE,
)
from sales import errors as sales
from support import errors as support
from support.states import CaseKind, CasePriority, CaseState
from tests.protocols.tomp.edge import voi
from tests.protocols.tomp.edge.published import MISSING, read_published
from tests.protocols.tomp.published import Published


@pytest.fixture
def published() -> Published:
    document = read_published()
    if document is None:
        pytest.skip(MISSING)
    return document


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (BOOKING_STATE, BookingState),
        (LEG_STATE, LegState),
        (SUPPORT_TYPE, CaseKind),
        (SUPPORT_PRIORITY, CasePriority),
        (SUPPORT_STATUS, CaseState),
    ],
)
def test_every_word_of_ours_has_one_of_theirs(table, words):
    assert set(table) == set(words)
    assert len(set(table.values())) == len(table)


def test_tables_are_read_backwards_too():
    assert set(CASE_KIND) == set(SUPPORT_TYPE.values())
    assert set(CASE_PRIORITY) == set(SUPPORT_PRIORITY.values())


def test_support_words_are_those_of_the_page():
    assert set(SUPPORT_TYPE.values()) == set(voi.SUPPORT_TYPES)
    assert set(SUPPORT_STATUS.values()) == set(voi.SUPPORT_STATUSES)


def test_states_are_the_published_ones(published):
    assert published.words_of("bookingState") == {*BOOKING_STATE.values(), "NEW"}
    assert published.words_of("legState") == set(LEG_STATE.values())


@pytest.mark.parametrize(
    ("words", "schema", "member"),
    [
        (EVENTS, "legEvent", "event"),
        (SUPPORT_TYPE.values(), "supportRequest", "supportType"),
        (SUPPORT_PRIORITY.values(), "supportRequest", "priority"),
        (RegionKind, "systemRegion", "type"),
    ],
)
def test_words_of_members_are_published_ones(published, words, schema, member):
    properties = published.document["components"]["schemas"][schema]["properties"]

    assert set(words) - set(properties[member]["enum"]) == set()


def test_words_of_prices_and_vehicles_are_published_ones(published):
    [_, part] = published.document["components"]["schemas"]["farePart"]["allOf"]

    assert set(PartType) == set(part["properties"]["type"]["enum"])
    assert set(PlanUnit) == set(part["properties"]["unitType"]["enum"])
    assert set(PlanPartKind) == set(part["properties"]["kind"]["enum"])
    assert set(AssetClass) == published.words_of("assetClass")


@pytest.mark.parametrize("module", [fleet, bookings, sales, support])
def test_every_refusal_of_the_domain_is_in_the_table(module):
    known = tuple(kind for kind, _ in REFUSALS)
    leaves = {
        kind
        for kind in vars(module).values()
        if isinstance(kind, type)
        and issubclass(kind, DomainError)
        and kind.__module__ == module.__name__
        and not kind.__subclasses__()
    }

    missing = {kind.__name__ for kind in leaves if not issubclass(kind, known)}
    assert missing - NOT_MET_HERE == set()


NOT_MET_HERE = {
    "AreaWrong",
    "GatewayUnable",
    "FeedRefused",
    "OrderNotBalanced",
    "NothingAskedAbout",
    "CaseClosed",
    "AskedAlready",
    "AssigneeUnfit",
}
"""What nothing raises that this door calls."""
