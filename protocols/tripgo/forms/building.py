"""Forms as plain dicts. Apps are strict: every form has `form`, every field a `type` and an `id`,
and every one that can be changed a `value`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from protocols.tripgo.wire import epoch, omit_none

Node = dict[str, Any]


class FormKind(StrEnum):
    """What the app does with a form. One for OAuth without all that OAuth needs is not shown."""

    BOOKING = "bookingForm"
    AUTH = "authForm"
    PAYMENT = "paymentForm"


class Keyboard(StrEnum):
    """What an app shows to type with."""

    TEXT = "TEXT"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    NUMBER = "NUMBER"


def form(
    title: str,
    groups: Iterable[Node] = (),
    *,
    kind: FormKind = FormKind.BOOKING,
    action: Node | None = None,
    subtitle: str | None = None,
    value: str | None = None,
    image: str | None = None,
    refresh_url: str | None = None,
    source_url: str | None = None,
) -> Node:
    """A form of groups of fields. Without an action there is nothing to do. `refresh_url` is asked
    at once instead of showing the form; `source_url` is where the trip is told again."""
    return omit_none(
        {
            "type": kind.value,
            "title": title,
            "subtitle": subtitle,
            "value": value,
            "image": image,
            "action": action,
            "form": list(groups),
            "refreshURL": refresh_url,
            "refreshURLForSourceObject": source_url,
        }
    )


def group(fields: Sequence[Node], *, title: str | None = None, footer: str | None = None) -> Node:
    """Fields below one heading."""
    return omit_none({"title": title, "footer": footer, "fields": list(fields)})


def step(title: str, url: str, *, hud: str = "", is_final: bool = False) -> Node:
    """An action that posts the form. `is_final`: that really books, or really links."""
    told = {"title": title, "url": url, "enabled": True, "finalStep": is_final}
    return {**told, "hudText": hud} if hud else told


def done_form(
    title: str,
    fields: Sequence[Node] = (),
    *,
    source_url: str | None = None,
    button: str = "Done",
) -> Node:
    """The end. iOS goes by `done`, Android by the missing `url`; with the address of the trip it
    is closed and the trip is told again, without it is shown."""
    action = {"title": button, "done": True}
    groups = [group(fields)] if fields else []
    return form(title, groups, action=action, source_url=source_url)


def cancelled_form(
    title: str,
    fields: Sequence[Node] = (),
    *,
    source_url: str | None = None,
    status: str = "Status",
    button: str = "Done",
) -> Node:
    """The end of a cancellation: apps know it by its first field. `status`: what that is called;
    `fields` follow it."""
    told = string_field("booking_status", status, "Cancelled", is_read_only=True)
    return done_form(title, [told, *fields], source_url=source_url, button=button)


def field(
    kind: str,
    identifier: str,
    title: str,
    value: Any = None,
    *,
    is_required: bool = False,
    is_read_only: bool = False,
    is_hidden: bool = False,
    subtitle: str | None = None,
    **more: Any,
) -> Node:
    """A field of any type; members without a value are left out."""
    told = {
        "type": kind,
        "id": identifier,
        "title": title,
        "subtitle": subtitle,
        "value": value,
        "required": is_required,
        "readOnly": is_read_only,
        **more,
    }
    return omit_none({**told, "hidden": True} if is_hidden else told)


def string_field(
    identifier: str,
    title: str,
    value: str = "",
    *,
    keyboard: Keyboard = Keyboard.TEXT,
    hint: str | None = None,
    **more: Any,
) -> Node:
    """One line of text. `hint` is shown while it is empty."""
    hints: dict[str, Any] = {"placeHolder": hint, "placeholder": hint}
    return field("string", identifier, title, value, keyboardType=keyboard.value, **hints, **more)


def hidden_field(identifier: str, value: str, *, is_read_only: bool = False) -> Node:
    """What is posted back and never shown; or told to the app alone."""
    return string_field(identifier, identifier, value, is_read_only=is_read_only, is_hidden=True)


def text_field(identifier: str, title: str, value: str) -> Node:
    """A long text to read."""
    return field("text", identifier, title, value, is_read_only=True)


def password_field(identifier: str, title: str) -> Node:
    """What is typed in secret."""
    return field("password", identifier, title, "", is_required=True)


def switch_field(identifier: str, title: str, *, is_on: bool = False, **more: Any) -> Node:
    """Yes or no; one that is required must be yes."""
    return field("switch", identifier, title, is_on, **more)


def option_field(
    identifier: str, title: str, choices: Mapping[str, str], chosen: str, **more: Any
) -> Node:
    """One of several: the title of each value."""
    told = [{"title": name, "value": value} for value, name in choices.items()]
    value = {"title": choices[chosen], "value": chosen}
    return field("option", identifier, title, value, allValues=told, **more)


def stepper_field(
    identifier: str, title: str, value: int, *, least: int, most: int, **more: Any
) -> Node:
    """A number by plus and minus."""
    return field("stepper", identifier, title, value, minValue=least, maxValue=most, **more)


def datetime_field(
    identifier: str, title: str, moment: datetime, *, timezone: str, **more: Any
) -> Node:
    """A moment, in whole seconds since 1970, shown in that time zone (IANA)."""
    return field("datetime", identifier, title, epoch(moment), timezone=timezone, **more)


def address_field(
    identifier: str, title: str, *, lat: float, lng: float, address: str = "", name: str = ""
) -> Node:
    """A place."""
    value = {"lat": lat, "lng": lng, "address": address or name, "name": name or address}
    return field("address", identifier, title, value, is_read_only=True)


def link_field(identifier: str, title: str, url: str, *, method: str = "get") -> Node:
    """Another form (`get`, `post`, `refresh`), or a page elsewhere (`external`)."""
    return field("link", identifier, title, url, method=method)


def nested_form(
    identifier: str, title: str, groups: Iterable[Node], *, action: Node, subtitle: str = ""
) -> Node:
    """A form within a form, which opens without a request; one for each alternative."""
    inside = form(title, groups, action=action, subtitle=subtitle or None)
    return {**inside, "id": identifier, "required": False, "readOnly": False}
