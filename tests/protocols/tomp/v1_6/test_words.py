"""Tables of words are total, and say only what TOMP 1.6 knows."""

from __future__ import annotations

import pytest

from bookings.states import BookingAct, LegAct, MessageDirection, MessageKind, Origin
from protocols.tomp.v1_6.schemas import CONDITIONS
from protocols.tomp.v1_6.words import (
    ACCESS_METHOD,
    ASSET_CLASS,
    ASSET_CLASS_OF_HUNDRED,
    EXTEND_REASONS,
    KIND_OF_MESSAGE,
    LEG_EVENTS,
    MESSAGE_KIND,
    OPERATIONS,
    ORIGIN,
    ORIGIN_OF_WORD,
    SENDER,
    TOKEN_TYPE,
    UNLOCKED_OVER_TOMP,
    WIRE_BOOKING_STATES,
    asset_class_of,
    booking_states_of,
)
from tests.protocols.openapi import Published
from tests.protocols.tomp.v1_6.published import MISSING, read_published
from tickets.forms.symbols import Symbology


@pytest.fixture
def published() -> Published:
    document = read_published()
    if document is None:
        pytest.skip(MISSING)
    return document


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (MESSAGE_KIND, MessageKind),
        (SENDER, MessageDirection),
        (ORIGIN, Origin),
        (TOKEN_TYPE, Symbology),
        (ACCESS_METHOD, Symbology),
    ],
)
def test_every_word_of_ours_has_one_of_theirs(table, words):
    assert set(table) == set(words)


def test_tables_are_read_backwards_too():
    assert {word: kind for kind, word in MESSAGE_KIND.items()} == KIND_OF_MESSAGE
    assert {word: origin for origin, word in ORIGIN.items()} == ORIGIN_OF_WORD
    assert len(KIND_OF_MESSAGE) == len(MESSAGE_KIND)


def test_every_act_on_a_leg_has_an_event():
    assert list(LEG_EVENTS.values()) == list(LegAct)


def test_every_act_on_a_booking_has_an_operation_but_one():
    # EXPIRE is no word of versions after 1.4.
    assert {act for act in OPERATIONS.values() if act} == set(BookingAct) - {BookingAct.EXPIRE}


@pytest.mark.parametrize("word", WIRE_BOOKING_STATES)
def test_states_are_found_by_their_words(word):
    assert len(booking_states_of(word)) == (word != "NEW")


@pytest.mark.parametrize(
    ("words", "schema", "member"),
    [
        (OPERATIONS, "bookingOperation", "operation"),
        (EXTEND_REASONS, "bookingOperation", "extendReason"),
        (ORIGIN_OF_WORD, "bookingOperation", "origin"),
        (LEG_EVENTS, "legEvent", "event"),
        (KIND_OF_MESSAGE, "notification", "type"),
    ],
)
def test_words_of_members_are_the_published_ones(published, words, schema, member):
    properties = published.document["components"]["schemas"][schema]["properties"]

    assert set(words) == set(properties[member]["enum"])


def test_states_of_bookings_are_the_published_ones(published):
    assert set(WIRE_BOOKING_STATES) == published.words_of("bookingState")


def test_words_of_assets_and_tokens_are_published_ones(published):
    schemas = published.document["components"]["schemas"]
    classes = {*ASSET_CLASS.values(), *ASSET_CLASS_OF_HUNDRED.values(), asset_class_of(999)}
    methods = {*ACCESS_METHOD.values(), UNLOCKED_OVER_TOMP}

    assert classes - published.words_of("assetClass") == set()
    assert methods - published.words_of("assetAccessMethods") == set()
    assert set(TOKEN_TYPE.values()) - set(schemas["token"]["properties"]["tokenType"]["enum"]) == (
        set()
    )
    assert set(CONDITIONS) - set(schemas) == set()


@pytest.mark.parametrize(
    ("route_type", "word"),
    [(3, "BUS"), (4, "FERRY"), (109, "RAIL"), (401, "METRO"), (1200, "FERRY"), (1700, "OTHER")],
)
def test_route_types_of_both_kinds_have_a_class(route_type, word):
    assert asset_class_of(route_type) == word
