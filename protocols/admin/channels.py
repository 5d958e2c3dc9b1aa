"""Channels, with what a partner's developer would send to the faces that they are open to."""

from __future__ import annotations

from django.contrib import admin

from bookings.admin.channels import TriedChannelAdmin
from bookings.admin.trials import Trial
from protocols.tomp.trying import planning_line
from sales.models import SalesChannel

admin.site.unregister(SalesChannel)


@admin.register(SalesChannel)
class OpenChannelAdmin(TriedChannelAdmin):
    """Ways to the market; the apps below know no wire format, so examples are added here."""

    def examples(self, channel: SalesChannel, trial: Trial) -> list[tuple[str, str]]:
        return [("For your partner: TOMP 1.1", planning_line(trial))]
