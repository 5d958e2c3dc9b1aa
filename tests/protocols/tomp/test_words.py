"""Tables of words are total, and say only what TOMP 1.1 knows."""

from __future__ import annotations

import pytest
from django_fsm import TransitionNotAllowed

from bookings.states import BookingAct, BookingState, LegAct, LegState, MessageKind
from protocols.tomp import errors
from protocols.tomp.v1_1.words import (
    ASSET_CLASS,
    ASSET_CLASS_OF_HUNDRED,
    BOOKING_STATE,
    KIND_OF_MESSAGE,
    LEG_EVENTS,
    LEG_STATE,
    MESSAGE_KIND,
    MESSAGE_KINDS,
    OPERATIONS,
    WIRE_BOOKING_STATES,
    asset_class_of,
)
from tests.protocols.tomp.published import EXCEPTIONS, MISSING, Published, read_published


@pytest.fixture
def published() -> Published:
    document = read_published("1.1.0")
    if document is None:
        pytest.skip(MISSING)
    return document


def test_every_booking_state_has_a_word():
    assert set(BOOKING_STATE) == set(BookingState)


def test_every_leg_state_has_a_word():
    assert set(LEG_STATE) == set(LegState)


def test_every_kind_of_message_has_a_word():
    assert set(MESSAGE_KIND) == set(MessageKind)
    assert set(KIND_OF_MESSAGE) == set(MESSAGE_KINDS) == set(MESSAGE_KIND.values())


def test_events_are_the_published_ones_and_every_act_has_one_that_1_1_knows(published):
    schemas = published.document["components"]["schemas"]
    words = schemas["legEvent"]["properties"]["event"]["enum"]
    assert set(LEG_EVENTS) == set(words)
    assert set(LegAct) - set(LEG_EVENTS.values()) == {LegAct.OPEN_TRUNK, LegAct.CANCEL}


def test_operations_are_the_published_ones_and_every_act_has_one_that_1_1_knows(published):
    schemas = published.document["components"]["schemas"]
    words = schemas["bookingOperation"]["properties"]["operation"]["enum"]
    assert set(OPERATIONS) == set(words)
    assert set(BookingAct) - set(OPERATIONS.values()) == {BookingAct.EXTEND}


def test_booking_states_are_the_published_ones(published):
    assert published.words_of("bookingState") == WIRE_BOOKING_STATES


def test_leg_states_are_the_published_ones_and_the_exception(published):
    assert set(LEG_STATE.values()) - published.words_of("legState") == EXCEPTIONS["legState"]


def test_asset_classes_are_published_ones(published):
    ours = {*ASSET_CLASS.values(), *ASSET_CLASS_OF_HUNDRED.values(), asset_class_of(999)}

    assert ours - published.words_of("assetClass") == set()


@pytest.mark.parametrize(
    ("route_type", "word"),
    [
        (3, "BUS"),
        (1, "METRO"),
        (109, "RAIL"),
        (401, "METRO"),
        (715, "BUS"),
        (1501, "TAXI"),
        (1700, "OTHER"),
    ],
)
def test_route_types_of_both_kinds_have_a_class(route_type, word):
    assert asset_class_of(route_type) == word


def test_every_refusal_of_the_domain_is_in_the_table():
    known = {kind for kind, _ in errors.REFUSALS}
    # Not met here, since TOMP calls nothing that raises them.
    elsewhere = ELSEWHERE

    for module in MODULES:
        leaves = {
            kind
            for kind in vars(module).values()
            if isinstance(kind, type)
            and issubclass(kind, errors.tenancy.DomainError)
            and kind.__module__ == module.__name__
            and not kind.__subclasses__()
        }
        missing = {kind.__name__ for kind in leaves if not issubclass(kind, tuple(known))}
        assert missing - elsewhere == set()


MODULES = (
    errors.bookings,
    errors.sales,
    errors.settlement,
    errors.tickets,
    errors.service,
    errors.timetable,
    errors.tenancy,
)
ELSEWHERE = {
    "AlreadyRenting",
    "RentalBegun",
    "RentalOver",
    "LastAdministrator",
    "UsernameTaken",
    "OrderNotBalanced",
    "TicketNotActive",
    "ClientRevoked",
    "TicketBegun",
    "TicketConsumed",
    "BarcodeAlive",
    "ValidityUnfit",
    "KeyTooYoung",
    "NoCompanyCode",
    "FitsNoBarcode",
    "NoHandset",
    "TicketClosed",
    "NotForHandsets",
    "BadChallenge",
    "NoProofOfKey",
    "HandsetReplaced",
    "MovedTooOften",
    "WalletKeysUnfit",
    "ImportRunning",
    "ImportNotRunning",
    "ImportCancelled",
    "FeedRefused",
    "FeedAddressMissing",
}


def test_fault_of_ours_is_no_refusal():
    assert errors.refuse(ZeroDivisionError(), module=errors.BOOKING) is None


@pytest.mark.parametrize("words", ["", "Not like this."])
def test_illegal_transition_says_why(words):
    answer = errors.refuse(TransitionNotAllowed(words), module=errors.TRIP_EXECUTION)

    assert (answer.status_code, answer.data["errorcode"]) == (403, 4004)
    assert answer.data["detail"] == (words or "This is not possible in its present state.")
