"""What is done with callback endpoints: added, tried, given new secrets, called again."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.debug import sensitive_variables
from unfold.widgets import (
    UnfoldAdminPasswordWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from operators.admin.changes import Change
from operators.tenancy.actors import Actor
from operators.tenancy.permissions import check_user_can_set_up_callbacks
from protocols.deliveries.calling import Answer
from protocols.deliveries.endpoints import (
    EndpointFacts,
    add_endpoint,
    call_again,
    renew_signing_secret,
    set_access_token,
    try_endpoint,
)
from protocols.deliveries.renderers import formats
from protocols.models import CallbackEndpoint
from protocols.models.endpoints import ADDRESS, LONGEST_ADDRESS, LONGEST_HEADER, TOKEN_HEADER
from sales.models import SalesChannel

SECRET_PAGE = "admin/callback_secret.html"  # noqa: S105 - the name of a template
LONGEST_TOKEN = 500
NOT_FOUND = 404


def format_choices() -> list[tuple[str, str]]:
    """Each wire format and version that partners can be called in."""
    return [(f"{face} {version}", f"{face.upper()} {version}") for face, version in formats()]


def field_of(name: str) -> models.Field[Any, Any]:
    return cast("models.Field[Any, Any]", CallbackEndpoint._meta.get_field(name))


def switch(name: str) -> forms.BooleanField:
    """A switch as the model describes it."""
    field = field_of(name)
    return forms.BooleanField(
        required=False,
        label=str(field.verbose_name).capitalize(),
        help_text=field.help_text,
        widget=UnfoldBooleanSwitchWidget,
    )


def token_field() -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=LONGEST_TOKEN,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "off"}),
        help_text="Sent with each call, if the partner gave you one. It is stored sealed and never "
        "shown.",
    )


class NewEndpointForm(forms.Form):
    """How a partner wants to be called."""

    name = forms.CharField(max_length=100, widget=UnfoldAdminTextInputWidget)
    wire_format = forms.ChoiceField(choices=format_choices, widget=UnfoldAdminSelectWidget)
    base_url = forms.CharField(
        label="Address",
        required=False,
        max_length=LONGEST_ADDRESS,
        validators=[ADDRESS],
        widget=UnfoldAdminTextInputWidget,
        help_text=field_of("base_url").help_text,
    )
    access_token = token_field()
    token_header = forms.CharField(
        required=False,
        max_length=LONGEST_HEADER,
        validators=[TOKEN_HEADER],
        widget=UnfoldAdminTextInputWidget,
        help_text=field_of("token_header").help_text,
    )
    tells_all = switch("tells_all")
    tells_progress = switch("tells_progress")
    allows_private = switch("allows_private")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        address = told.get("base_url", "")
        if address.startswith("http://") and not told.get("allows_private"):
            raise ValidationError({"base_url": "Without https only private addresses are called."})
        return told


class AccessTokenForm(forms.Form):
    """The partner's token."""

    access_token = token_field()


@sensitive_variables("access_token")
def add_from_form(
    channel: SalesChannel,
    *,
    wire_format: str,
    access_token: str,
    by: Actor,
    at: datetime,
    **facts: Any,
) -> tuple[CallbackEndpoint, str]:
    """An endpoint as the form tells it."""
    face, version = wire_format.split(" ")
    told = EndpointFacts(face=face, version=version, **facts)
    return add_endpoint(channel, told, access_token=access_token, by=by, at=at)


@sensitive_variables("made")
def show_signing_secret(
    page: Any,
    request: HttpRequest,
    row: models.Model,
    made: tuple[CallbackEndpoint, str],
    *,
    back: str,
) -> TemplateResponse:
    """The one page that shows the secret. As all of the admin it is sent with `no-store`."""
    endpoint, secret = made
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": "Signing secret",
        "endpoint": endpoint,
        "secret": secret,
        "back": back,
    }
    return TemplateResponse(request, SECRET_PAGE, context)


def show_answer(
    page: Any, request: HttpRequest, row: models.Model, answer: Answer, *, back: str
) -> HttpResponse:
    """What the partner answered to the test, as a message."""
    took = f"after {answer.milliseconds} ms"
    if answer.is_good or answer.status == NOT_FOUND:
        messages.success(request, f"The partner was reached: it answered {answer.status} {took}.")
    else:
        messages.error(request, f"{answer.error.rstrip('.')} ({took}).")
    return redirect(back)


ADD_ENDPOINT = Change(
    act=add_from_form,
    title="Add callback endpoint",
    question="The partner of this channel is called here when something happens to its bookings "
    "that it has not done itself. Calls are signed with a secret that is shown once, on the next "
    "page.",
    done="Added a callback endpoint.",
    allowed=check_user_can_set_up_callbacks,
    form=NewEndpointForm,
    answer=show_signing_secret,
    once=True,
)
RENEW_SECRET = Change(
    act=renew_signing_secret,
    title="New signing secret",
    question="Calls are signed with a new secret from now on, which is shown once, on the next "
    "page. Until the partner knows it, it will take none of our calls.",
    done="Gave the endpoint a new signing secret.",
    allowed=check_user_can_set_up_callbacks,
    answer=show_signing_secret,
    once=True,
)
SET_TOKEN = Change(
    act=set_access_token,
    title="Set access token",
    question="The token takes the place of the one that was sent before; empty, none is sent.",
    done="Set the partner's access token.",
    allowed=check_user_can_set_up_callbacks,
    form=AccessTokenForm,
)
SEND_TEST = Change(
    act=try_endpoint,
    title="Send a test",
    question="The partner is called now, about a booking that does not exist. 404 is a good "
    "answer to that; nothing is changed.",
    done="Sent a test.",
    allowed=check_user_can_set_up_callbacks,
    offered=lambda endpoint: bool(endpoint.base_url),
    answer=show_answer,
)
CALL_AGAIN = Change(
    act=call_again,
    title="Call again",
    question="The partner had answered that it wants no more calls, or could not be reached. It "
    "is called again from now on; calls that were cancelled can be sent again one by one.",
    done="The endpoint is called again.",
    allowed=check_user_can_set_up_callbacks,
    offered=lambda endpoint: endpoint.gone_at is not None or endpoint.rests_until is not None,
)
