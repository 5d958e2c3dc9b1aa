"""Channels, with what a partner's developer would send to the faces that they are open to, and
with where the partner is called."""

from __future__ import annotations

from django.contrib import admin

from bookings.admin.channels import TriedChannelAdmin
from bookings.admin.trials import Trial
from operators.admin.changes import change_button
from protocols.admin.endpoint_acts import ADD_ENDPOINT
from protocols.examples import EXAMPLES
from sales.models import SalesChannel

admin.site.unregister(SalesChannel)


@admin.register(SalesChannel)
class OpenChannelAdmin(TriedChannelAdmin):
    """Ways to the market; the apps below know no wire format, so examples are added here."""

    actions_detail = [*TriedChannelAdmin.actions_detail, "add_callback_endpoint"]
    add_callback_endpoint = change_button(ADD_ENDPOINT, icon="webhook")

    def examples(self, channel: SalesChannel, trial: Trial) -> list[tuple[str, str]]:
        return [(title, line(trial)) for title, line in EXAMPLES]
