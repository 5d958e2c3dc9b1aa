"""Linking as the API description shows it (reference §4)."""

from __future__ import annotations

from rest_framework import serializers

from protocols.tripgo.fields import QueryRequest, TextField
from protocols.tripgo.forms.schemas import Form
from protocols.tripgo.paying.schemas import PaymentOption, ReviewPart
from protocols.tripgo.schemas import CompanyInfo, Wire


class ListQuery(QueryRequest):
    """What of it to tell."""

    mode = TextField(
        required=False, max_length=150, help_text="modeIdentifier; others are left out."
    )


class FormQuery(QueryRequest):
    """What the form is for."""

    mode = TextField(required=False, max_length=150, help_text="modeIdentifier of the entry.")
    flow = TextField(
        required=False, max_length=64, help_text="Sent along by our own addresses: what goes on."
    )


class Provider(Wire):
    """A provider for one mode."""

    modeIdentifier = serializers.CharField()
    provider = serializers.CharField(help_text="Its id, as in the addresses.")
    action = serializers.ChoiceField(choices=["signin", "logout"])
    actionTitle = serializers.CharField(help_text="Label of the button.")
    status = serializers.CharField(help_text="A sentence for the traveller.")
    url = serializers.URLField(help_text="GET it for a form, or to log out.")
    companyInfo = CompanyInfo()


class NextForm(Form):
    """What a booking goes on with: a form, and the review with it where quick booking asked."""

    paymentOptions = PaymentOption(many=True, required=False)
    review = ReviewPart(many=True, required=False)
    reviewActionTitle = serializers.CharField(required=False)
    publishableApiKey = serializers.CharField(required=False, help_text="To pay by card.")


class Unlinked(Wire):
    """Whether there was a link. Apps for iOS are answered with an empty object."""

    changed = serializers.BooleanField(required=False)
