"""Fares and questions of a product as fields of a form, and what is read of the answers (§7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from protocols.tripgo.forms.building import (
    Keyboard,
    Node,
    group,
    hidden_field,
    link_field,
    option_field,
    stepper_field,
    string_field,
    switch_field,
)
from protocols.tripgo.forms.reading import flag_of, whole_of
from protocols.tripgo.money import price_text
from protocols.tripgo.quick.choices import Choice
from protocols.tripgo.quick.fares import FareOption
from protocols.tripgo.quick.inputs import InputField, InputKind
from protocols.tripgo.quick.reading import Told

PRODUCT, QUOTE = "productId", "quote"
FARE = "fare."
"""How the ids of fares begin, so that no question has the same."""
NOTHING = "–"
"""A choice that need not be made."""


def groups_of(choice: Choice, *, fares: str, details: str) -> list[Node]:
    """The groups of a product's form, with these headings; the first brings along which product it
    is."""
    chosen = [
        _fare_field(fare, choice.phrases.language) for fare in choice.fares if not fare.is_fixed
    ]
    asked = [node for field in choice.fields for node in _question(field)]
    told = [group(chosen, title=fares)] if chosen else []
    told += [group(asked, title=details)] if asked else []
    return [*told, group([hidden_field(PRODUCT, choice.code)])]


def read_choice(choice: Choice, answers: Mapping[str, Any]) -> Told:
    """What a form says of a product; a fare that is not mentioned is as it was preselected.
    Unusable for answers of another form than fields have."""
    quantities = {}
    for fare in choice.fares:
        told = whole_of(answers, FARE + fare.id)
        quantities[fare.id] = fare.preset if told is None else max(0, told)
    return Told(
        answers={field.id: _answer(field, answers) for field in choice.fields},
        quantities=quantities,
    )


def _fare_field(fare: FareOption, language: str) -> Node:
    price = f"{fare.name} ({price_text(fare.amount, fare.currency, language)})"
    return stepper_field(FARE + fare.id, price, fare.preset, least=0, most=fare.most)


def _question(field: InputField) -> Iterator[Node]:
    """One field, or of several choices a switch for each. A way back is booked from the quick list
    alone."""
    required = {"is_required": field.required}
    if field.kind == InputKind.MULTIPLE_CHOICE:
        for option in field.options:
            yield switch_field(f"{field.id}.{option.id}", option.title)
    elif field.kind == InputKind.SINGLE_CHOICE:
        choices = {option.id: option.title for option in field.options}
        choices = choices if field.required else {"": NOTHING, **choices}
        chosen = field.value if field.value in choices else next(iter(choices))
        yield option_field(field.id, field.title, choices, chosen, **required)
    elif field.kind == InputKind.TERMS:
        yield switch_field(field.id, field.title, **required)
        if field.url:
            yield link_field("termsLink", field.title, field.url, method="external")
    elif field.kind != InputKind.RETURN_TRIP:
        yield _line(field)


def _line(field: InputField) -> Node:
    least, most = field.smallest, field.largest
    if field.kind == InputKind.NUMBER and least is not None and most is not None:
        return stepper_field(
            field.id, field.title, int(field.value or least), least=least, most=most
        )
    keyboard = Keyboard.NUMBER if field.kind == InputKind.NUMBER else Keyboard.TEXT
    return string_field(
        field.id, field.title, field.value, keyboard=keyboard, is_required=field.required
    )


def _answer(field: InputField, answers: Mapping[str, Any]) -> Any:
    """As quick booking reads it."""
    if field.kind == InputKind.MULTIPLE_CHOICE:
        return _switched_on(field, answers)
    told = answers.get(field.id)
    if field.kind == InputKind.SINGLE_CHOICE and isinstance(told, Mapping):
        return told.get("value")
    return told


def _switched_on(field: InputField, answers: Mapping[str, Any]) -> list[str]:
    names: Iterable[str] = (option.id for option in field.options)
    return [name for name in names if flag_of(answers, f"{field.id}.{name}")]
