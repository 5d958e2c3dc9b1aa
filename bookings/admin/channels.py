"""Channels, with a page that tries them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from bookings.admin.trials import Trial, show_trial
from operators.admin.pages import Visit, page_button
from operators.tenancy.permissions import check_user_can_look_into_selling
from sales.admin.channels import SalesChannelAdmin
from sales.admin.set_up import Step
from sales.models import SalesChannel

admin.site.unregister(SalesChannel)

TRY_IT = Visit(title="Try it", allowed=check_user_can_look_into_selling)


@admin.register(SalesChannel)
class TriedChannelAdmin(SalesChannelAdmin):
    """Ways to the market; `sales` plans no journeys, so trying is added here."""

    actions_detail = [*SalesChannelAdmin.actions_detail, "try_it"]

    @page_button(TRY_IT, icon="play_arrow")
    def try_it(self, request: HttpRequest, channel: Any) -> HttpResponse:
        return show_trial(self, request, channel)

    def examples(self, channel: SalesChannel, trial: Trial) -> list[tuple[str, str]]:
        """What the faces add: a title, and a line for a partner's developer to run."""
        return []

    def last_steps(
        self, request: HttpRequest, channel: SalesChannel | None, *, is_ready: bool
    ) -> list[Step]:
        steps = super().last_steps(request, channel, is_ready=is_ready)
        if channel is None:
            return [*steps, Step("Try it", False, "Do the steps before first.", "", "")]
        link = reverse("admin:sales_saleschannel_try_it", args=[channel.pk])
        text = "Ask for a trip between two stops and see what your partner would be offered."
        return [*steps, Step("Try it", is_ready, text, link, "Try it")]
