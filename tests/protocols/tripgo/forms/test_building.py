"""Forms are such that every app shows them (reference §7)."""

from __future__ import annotations

from typing import Any

from protocols.tripgo.forms.building import (
    FormKind,
    Keyboard,
    address_field,
    cancelled_form,
    datetime_field,
    done_form,
    form,
    group,
    hidden_field,
    link_field,
    nested_form,
    option_field,
    password_field,
    step,
    stepper_field,
    string_field,
    switch_field,
    text_field,
)
from protocols.tripgo.forms.schemas import TYPES
from tests.factories.moments import NOW

URL = "http://localhost/v1/x"
ALL = [
    string_field("name", "Name", keyboard=Keyboard.EMAIL, hint="you@home"),
    hidden_field("op", "login"),
    text_field("terms", "Terms", "Long"),
    password_field("password", "Password"),
    switch_field("agreed", "I agree", is_required=True),
    option_field("class", "Class", {"1": "First", "2": "Second"}, "2"),
    stepper_field("count", "How many", 1, least=1, most=9),
    datetime_field("when", "When", NOW, timezone="Europe/Berlin"),
    address_field("from", "From", lat=1.5, lng=2.5, name="Hbf"),
    link_field("more", "More", URL),
    nested_form("std", "Standard", [], action=step("Book", URL)),
]


def test_fields_have_what_apps_need():
    for one in ALL:
        assert one["type"] in TYPES
        assert {"id", "title", "required", "readOnly"} <= set(one)
        assert None not in one.values()
        assert one["type"] == "bookingForm" or "value" in one


def by_id(identifier: str) -> dict[str, Any]:
    return next(one for one in ALL if one["id"] == identifier)


def test_values_have_the_types_of_their_fields():
    assert by_id("name")["value"] == ""
    assert by_id("name")["placeHolder"] == by_id("name")["placeholder"] == "you@home"
    assert by_id("agreed")["value"] is False
    assert by_id("class")["value"] == {"title": "Second", "value": "2"}
    assert by_id("class")["allValues"][0] == {"title": "First", "value": "1"}
    assert by_id("when")["value"] == 1_780_308_000
    assert by_id("from")["value"] == {"lat": 1.5, "lng": 2.5, "address": "Hbf", "name": "Hbf"}
    assert by_id("more")["method"] == "get"
    assert by_id("op")["hidden"] is True
    assert "hidden" not in by_id("name")


def test_form_without_fields_has_its_groups_all_the_same():
    assert form("Nothing") == {"type": "bookingForm", "title": "Nothing", "form": []}


def test_step_posts_and_the_end_does_not():
    told = form("Book", [group(ALL, title="Rider")], action=step("Book", URL, is_final=True))

    assert told["action"] == {"title": "Book", "url": URL, "enabled": True, "finalStep": True}
    assert "done" not in told["action"]
    done = done_form("Booked", source_url=URL)
    assert done["action"] == {"title": "Done", "done": True}
    assert done["refreshURLForSourceObject"] == URL
    assert done["form"] == []


def test_cancellation_is_known_by_its_first_field():
    told = cancelled_form("Cancelled", source_url=URL)

    first = told["form"][0]["fields"][0]
    assert (first["id"], first["type"], first["value"]) == ("booking_status", "string", "Cancelled")
    assert first["readOnly"] is True


def test_kinds():
    assert form("Sign in", kind=FormKind.AUTH)["type"] == "authForm"
