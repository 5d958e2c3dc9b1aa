"""Every error of the core that a traveller can meet is told in the words of this face, in every
language."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from string import Formatter

import pytest
from rest_framework import serializers
from rest_framework.exceptions import MethodNotAllowed, ParseError, Throttled

from bookings.errors import ParkingForbidden, PaymentNotDone, PurchaseFailed
from operators.supply.errors import SupplierBusy, SupplierGone
from operators.tenancy.errors import DomainError
from protocols.tripgo.errors import (
    REFUSALS,
    Left,
    Missing,
    NotBookable,
    PartNotBookable,
    Unusable,
    refusal_of,
)
from protocols.tripgo.fields import (
    FlagField,
    MomentField,
    QueryRequest,
    TextField,
    WholeField,
)
from protocols.tripgo.refusing import apologise, message_of
from protocols.tripgo.urls import OPERATIONS
from protocols.tripgo.why import Why
from protocols.tripgo.wording import LANGUAGES
from protocols.tripgo.wording.reasons import REASONS
from sales.accounts.errors import AccountBlocked
from sales.accounts.providers.errors import ProviderRefused
from sales.errors import NotForCategory, OfferLapsed
from sales.payments.errors import PaymentRefused

ENGLISH, GERMAN = LANGUAGES["en"], LANGUAGES["de"]
VIEWS = set(OPERATIONS.values())
APPS = ("operators", "tickets", "sales", "bookings")
CORE = (*(f"{app}." for app in APPS), "protocols.flows", "protocols.kept_trips")
ROOTS = {
    "DomainError", "SalesError", "BookingError", "PaymentError", "AccountError", "ProviderError",
    "TicketError", "SupplyError",
}  # fmt: skip
"""Kinds that stand above many others: their sentence is no reason of those."""
ELSEWHERE = (
    "sales.accounts.grants.", "sales.books.", "sales.closing.", "sales.distribution.",
    "sales.dues.", "sales.fares.gtfs.", "sales.invoices.", "sales.journal.", "sales.payouts.",
    "sales.receipts.", "sales.settlement.", "sales.statements.", "sales.verifier.",
    "tickets.inspection.",
)  # fmt: skip
"""Packages that this face has nothing to do with."""
BY_ROOT = {
    "bookings.errors": {
        "ActNotSupported", "AnswerLate", "AssetNotNamed", "ChargeUnfit", "ExtensionRefused",
        "FixedByCommit", "LegGone", "NeverSold", "NoTaxiYet", "NotCommitted", "PriceFixed",
        "PriceOpen", "RideNotEnded", "RideTaken", "TaxiBusy", "TaxiNotThere", "TaxiThere",
        "TimeRefused", "TravellersDiffer",
    },
    "operators.supply.errors": {"SupplierUnable"},
    "sales.accounts.errors": {"ProofUnfit"},
    "sales.accounts.providers.errors": {"ProviderAddressPrivate"},
    "sales.errors": {"CustomerKnown", "OrderNotBalanced"},
    "sales.orders.errors": {
        "FeeUnfit", "FeeUnknown", "KeptByBooking", "LineUnknown", "NothingToReset", "OrderChanged",
        "OrderClosed", "OrderEmpty", "OrderExpired", "OrderFailed", "TravellerBooked",
        "TravellerUnknown", "TravellersDiffer", "WrongCurrency",
    },
    "sales.payments.errors": {
        "AmountExceedsBalance", "AmountExceedsCaptured", "AmountMismatch", "AmountUnfit",
        "CallbackUnknown", "CardClosed", "CreditFailed", "CreditUnknown", "ImportDiffers",
        "KeysUnfit", "NoTerminal", "NotOpened", "NotPayable", "NotStored", "NothingToCredit",
        "OutcomeContradicts", "TransactionClosed", "TransactionUnknown", "VersionDiffers",
    },
    "tickets.errors": {
        "BadChallenge", "HandsetReplaced", "KeyTooYoung", "MovedTooOften", "NoCompanyCode",
        "NoProofOfKey", "NotForHandsets", "TicketBegun", "WalletKeysUnfit",
    },
}  # fmt: skip
"""What is of staff, drivers, suppliers or other faces, and what tells a traveller no more than that
it was not possible."""


def kinds_below(kind):
    for below in kind.__subclasses__():
        yield below
        yield from kinds_below(below)


def core_kinds():
    """All errors of the core that this face does not take for a fault of ours, whatever other tests
    have imported."""
    for app in APPS:
        for module in walk_packages(import_module(app).__path__, f"{app}."):
            if module.name.endswith(".errors"):
                import_module(module.name)
    found = {kind for kind in kinds_below(DomainError) if kind.__module__.startswith(CORE)}
    return {kind for kind in found if refusal_of(kind.__new__(kind)) is not None}


def nearest(kind, language):
    """The kind whose sentence it has."""
    told = REASONS[language].of_errors
    return next(one for one in kind.__mro__ if one in told)


def blanks(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_error_that_a_traveller_can_meet_has_a_sentence_of_its_own(language):
    told = {}
    for kind in core_kinds():
        is_root = kind.__name__ in ROOTS or kind.__module__.startswith(ELSEWHERE)
        if not is_root and nearest(kind, language).__name__ in ROOTS:
            told.setdefault(kind.__module__, set()).add(kind.__name__)
    assert told == BY_ROOT


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_have_the_same_sentences_with_the_same_blanks(language):
    own, english = REASONS[language], REASONS["en"]
    for name in ("of_errors", "of_face", "of_members"):
        told, expected = getattr(own, name), getattr(english, name)
        assert told.keys() == expected.keys()
        for key, text in told.items():
            assert text.strip()
            assert blanks(text) == blanks(expected[key]), key
    assert own.of_face.keys() == set(Why)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_sentence_is_left_in_english(language):
    told, english = REASONS[language], REASONS["en"]
    assert not set(told.of_errors.values()) & set(english.of_errors.values())
    assert not set(told.of_face.values()) & set(english.of_face.values())
    assert not set(told.of_members.values()) & set(english.of_members.values())


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (OfferLapsed("The offer was valid until 2026-01-01T00:00:00Z."),
         "Dieses Angebot ist abgelaufen; suche erneut."),
        (NotForCategory("Adult is for two; choose another product."),
         "Das wird nicht an so viele Reisende dieser Art verkauft; wähle anders."),
        (ParkingForbidden("{Park}"),
         "Das Fahrzeug darf in {Park} nicht abgestellt werden; beende die Miete anderswo."),
        (Left(), "Diese Fahrt ist schon abgefahren; plane eine andere."),
        (NotBookable(Why.FARES_AT_MOST, of="Kind", most=3),
         "Kind: Es können höchstens 3 auf einmal gebucht werden."),
        (PartNotBookable(OfferLapsed(), of="Bus"),
         "Bus: Dieses Angebot ist abgelaufen; suche erneut. "
         "Nichts von deiner Reise ist gebucht oder berechnet."),
        (Missing("username"), "username: Diese Angabe fehlt."),
        (Unusable("rate", Why.WHOLE_NUMBER), "rate: Gib eine ganze Zahl an."),
        (Unusable("input", "Send a list."), "input: Send a list."),
        (MethodNotAllowed("GET"), "Diese Adresse nimmt solche Anfragen nicht an."),
        (ParseError("Expecting value in line 1"), "Was gesendet wurde, ist kein gültiges JSON."),
        (Throttled(5), "Zu viele Anfragen; versuche es gleich noch einmal."),
        (type("NewError", (DomainError,), {"__doc__": "Not known here."})(),
         "Das ist nicht möglich."),
    ],
)  # fmt: skip
def test_reason_is_told_in_the_language_whatever_the_core_says(fault, told):
    assert message_of(fault, GERMAN) == told


@pytest.mark.parametrize(
    ("kind", "cause", "told"),
    [
        (PurchaseFailed, OfferLapsed(), "This offer has expired; search again. This could not be"),
        (PaymentNotDone, PaymentRefused(), "Your bank refused the payment; try another card. This"),
        (PurchaseFailed, None, "This could not be booked;"),
        (ProviderRefused, AccountBlocked(), "The operator does not serve this account;"),
        (ProviderRefused, None, "The provider refuses this."),
    ],
)
def test_what_failed_because_of_something_else_tells_that_first(kind, cause, told):
    fault = kind("Whatever.")
    fault.__cause__ = cause

    assert message_of(fault, ENGLISH).startswith(told)


class Form(QueryRequest):
    """One member of each kind."""

    needed = TextField()
    number = WholeField(max_value=9, required=False)
    flag = FlagField(required=False)
    at = MomentField(required=False)
    choice = serializers.ChoiceField(choices=["a"], required=False)
    name = TextField(max_length=3, required=False)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "needed: Dit ontbreekt."),
        ({"needed": True}, "needed: Stuur een tekst."),
        ({"needed": "x", "number": "10"}, "number: Hoogstens 9."),
        ({"needed": "x", "number": "a"}, "number: Stuur een geheel getal."),
        ({"needed": "x", "flag": "a"}, "flag: Stuur true of false."),
        ({"needed": "x", "at": "a"}, "at: Stuur een tijdstip zoals 2025-06-02T16:00:00Z."),
        ({"needed": "x", "choice": "b"}, "choice: Dit kan niet worden gebruikt."),
        ({"needed": "x", "name": "abcd"}, "name: Hoogstens 3 tekens of onderdelen."),
    ],
)
def test_members_that_do_not_fit_are_told_in_our_words(body, told):
    form = Form(data=body)
    with pytest.raises(serializers.ValidationError) as refused:
        form.is_valid(raise_exception=True)

    assert message_of(refused.value, LANGUAGES["nl"]) == told


def test_fault_of_ours_is_told_in_the_language():
    assert apologise(ValueError(), LANGUAGES["fr"]).data["error"].startswith("Une erreur")


def test_supplier_that_does_not_answer_is_asked_again_later():
    assert refusal_of(SupplierBusy()).status == 491
    assert refusal_of(SupplierGone()).status == 470


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_title_is_there_in_every_language(language):
    titles = {refusal.title for _, refusal in REFUSALS}
    titles |= {refusal.title for view in VIEWS for _, refusal in view.own_refusals}
    titles |= {view.failure for view in VIEWS} | {"Booking not successful", "Something went wrong"}

    assert LANGUAGES[language].titles.keys() == titles


TITLES = {
    "account/signup": "Account not opened",
    "auth/signin/{flow}": "Account not connected",
    "booking/v1/{booking}/cancel": "Cancellation not successful",
    "booking/v1/{booking}/end": "Rental not ended",
    "booking/v1/{booking}/lock": "Vehicle not locked",
    "booking/v1/{booking}/rate": "Rating not sent",
    "booking/v1/{booking}/unlock": "Vehicle not unlocked",
    "booking/v1/{trip}/{segment}/quick/{service}": "Booking not successful",
    "payment/booking/{purchase}/pay": "Payment not successful",
    "ticket/{ticket}": "Ticket not activated",
}


@pytest.mark.parametrize("address", TITLES)
def test_title_is_of_what_was_to_be_done(address):
    assert OPERATIONS[address].failure == TITLES[address]
