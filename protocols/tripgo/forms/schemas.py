"""Forms as the API description shows them (reference §7)."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from protocols.tripgo.fields import WireRequest
from protocols.tripgo.schemas import Wire

TYPES = (
    "string", "text", "number", "password", "switch", "option", "stepper", "datetime", "time",
    "address", "link", "external", "qrcode", "bookingForm", "authForm", "paymentForm",
)  # fmt: skip


@extend_schema_field(OpenApiTypes.ANY)
class AnyField(serializers.JSONField):
    """Whatever the type of the field says."""


class Choice(Wire):
    """One of an option field."""

    title = serializers.CharField()
    value = serializers.CharField()


class Action(Wire):
    """What the button does; with `done` and without `url` it is the end."""

    title = serializers.CharField()
    url = serializers.URLField(required=False)
    hudText = serializers.CharField(required=False, help_text="While it is being done.")
    enabled = serializers.BooleanField(required=False)
    done = serializers.BooleanField(required=False)
    finalStep = serializers.BooleanField(required=False, help_text="It really books.")


class Field(Wire):
    """A field; what its value looks like is told by its type. A `bookingForm` is a form of its
    own, with fields in groups."""

    type = serializers.ChoiceField(choices=TYPES)
    id = serializers.CharField()
    title = serializers.CharField()
    subtitle = serializers.CharField(required=False)
    value = AnyField(required=False)
    required = serializers.BooleanField(required=False)  # type: ignore[assignment]  # a member
    readOnly = serializers.BooleanField(required=False)
    hidden = serializers.BooleanField(required=False)
    keyboardType = serializers.CharField(required=False)
    placeHolder = serializers.CharField(required=False)
    placeholder = serializers.CharField(required=False)
    minValue = serializers.IntegerField(required=False)
    maxValue = serializers.IntegerField(required=False)
    timezone = serializers.CharField(required=False)
    method = serializers.ChoiceField(choices=["get", "post", "refresh", "external"], required=False)
    allValues = Choice(many=True, required=False)
    image = serializers.CharField(required=False)
    action = Action(required=False)
    form = AnyField(required=False, help_text="Groups of fields of a nested form.")


class FormGroup(Wire):
    """Fields below one heading."""

    title = serializers.CharField(required=False)
    footer = serializers.CharField(required=False)

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "fields": Field(many=True)}


class Form(Wire):
    """A form that an app shows."""

    type = serializers.ChoiceField(choices=["bookingForm", "authForm", "paymentForm"])
    title = serializers.CharField()
    subtitle = serializers.CharField(required=False)
    value = serializers.CharField(required=False)
    image = serializers.CharField(required=False)
    action = Action(required=False)
    form = FormGroup(many=True)
    refreshURL = serializers.URLField(required=False)
    refreshURLForSourceObject = serializers.URLField(required=False)


class Answer(WireRequest):
    """A field with its value; further members are passed over."""

    id = serializers.CharField(required=False)
    type = serializers.CharField(required=False)
    value = AnyField(required=False)


class FormRequest(WireRequest):
    """A form, filled in. No body will do where nothing is asked."""

    input = Answer(many=True, required=False)
