"""Parcels with items with marks: a column of each type, and any of them may be absent."""

# ruff: noqa: DJ001, DJ008 (absent text differs from empty text, and nobody prints these)

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.db.models import Case, Value, When
from django.test.utils import isolate_apps

from operators.listing.fields import Child, Field
from operators.listing.kinds import Choice, Digits, Flag, Integer, Moment, Money, Reference, Text
from operators.listing.listings import Listing

with isolate_apps("operators"):

    class Parcel(models.Model):
        number = models.PositiveIntegerField(null=True)
        price = models.DecimalField(max_digits=11, decimal_places=2, null=True)
        sent_at = models.DateTimeField(null=True)
        state = models.CharField(max_length=20, null=True)
        label = models.CharField(max_length=50, null=True)
        sender = models.CharField(max_length=50, null=True)
        fragile = models.BooleanField(null=True)
        reference = models.UUIDField(null=True)
        box = models.BigIntegerField(null=True)

        class Meta:
            app_label = "operators"

    class Item(models.Model):
        parcel = models.ForeignKey(Parcel, models.CASCADE, related_name="items")
        size = models.IntegerField(null=True)
        colour = models.CharField(max_length=20, null=True)

        class Meta:
            app_label = "operators"

    class Mark(models.Model):
        item = models.ForeignKey(Item, models.CASCADE, related_name="marks")
        word = models.CharField(max_length=20, null=True)

        class Meta:
            app_label = "operators"


MODELS: list[type[models.Model]] = [Parcel, Item, Mark]
STATES = ("SENT", "LOST")

PARCELS = Listing(
    Parcel,
    fields=[
        Field("number", Integer()),
        Field("price", Money()),
        Field("sent_at", Moment()),
        Field("state", Choice(STATES)),
        Field("label", Text()),
        Field("people", Text(), paths=("label", "sender")),
        Field("fragile", Flag()),
        Field("reference", Reference()),
        Field("box", Digits()),
        Field("secret", Choice(["A"]), path="label", echoed=False),
        Field(
            "size",
            Choice(["BIG", "SMALL"]),
            expression=Case(
                When(price__gte=100, then=Value("BIG")), When(price__lt=100, then=Value("SMALL"))
            ),
        ),
    ],
    order="sent_at",
    children=[
        Child(
            "items",
            [Field("size", Integer()), Field("colour", Text())],
            [Child("marks", [Field("word", Text())])],
        )
    ],
)


def make_tables() -> None:
    """Make the tables, for as long as the transaction of the test lasts."""
    with connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)


def store(*parcels: dict[str, Any]) -> list[Any]:
    """Store parcels and nothing else; `items` are dicts too, and so are their `marks`."""
    for model in reversed(MODELS):
        model._base_manager.all().delete()
    stored = []
    for facts in parcels:
        parcel = Parcel._base_manager.create(**_without(facts, "items"))
        for item_facts in facts.get("items", []):
            item = Item._base_manager.create(parcel=parcel, **_without(item_facts, "marks"))
            for mark in item_facts.get("marks", []):
                Mark._base_manager.create(item=item, **mark)
        stored.append(parcel)
    return stored


def _without(facts: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key != name}
