"""The devices that inspect."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import Change, actor_of, change_button
from operators.admin.scoping import TenantScopedAdmin
from operators.admin.zones import to_the_second
from operators.tenancy.permissions import (
    check_user_can_manage_devices,
    user_can_look_into_tickets,
    user_can_manage_devices,
)
from tickets.inspection.actions.devices import register_device, stop_device
from tickets.inspection.models import Device

STOP_DEVICE = Change(
    act=stop_device,
    title="Stop device",
    question="Use this for a device that was lost or is worn out: it is answered no more. It still "
    "reads barcodes by what it has fetched before, for a day at the most, but scans that it has "
    "not sent yet are lost. This cannot be undone; register the device anew if it comes back.",
    done="The device is stopped.",
    allowed=check_user_can_manage_devices,
    offered=lambda device: device.stopped_at is None,
)


@admin.register(Device)
class DeviceAdmin(TenantScopedAdmin):
    """Apps, handhelds and validators. Each registers itself, or is registered here beforehand."""

    may_look = staticmethod(user_can_look_into_tickets)
    may_change = staticmethod(user_can_manage_devices)
    list_display = ["name", "works", "last_contact", "clock", "specimens_allowed"]
    list_select_related = ["tenant"]
    list_filter = [("stopped_at", admin.EmptyFieldListFilter), "specimens_allowed"]
    search_fields = ["name", "=reference"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "specimens_allowed"]}),
        (
            "How it is known",
            {"fields": ["reference", ("registered_at", "registered_by"), "stopped_at"]},
        ),
        ("What it does", {"fields": [("last_contact", "clock"), "scan_list"]}),
    ]
    readonly_fields = [
        "reference",
        "registered_at",
        "registered_by",
        "stopped_at",
        "last_contact",
        "clock",
        "scan_list",
    ]
    actions_detail = ["stop"]
    stop = change_button(STOP_DEVICE, icon="block", variant=ActionVariant.DANGER)

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is not None else fieldsets[:-2]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What it has read is kept, and so is the device: it is stopped."""
        return False

    def save_model(self, request: HttpRequest, obj: Device, form: Any, change: bool) -> None:
        """Only what the form changed: the device may be in contact at the same time."""
        if change:
            obj.save(update_fields=form.changed_data)
            return
        made, _ = register_device(
            obj.tenant,
            name=obj.name,
            specimens_allowed=obj.specimens_allowed,
            by=actor_of(request),
            at=timezone.now(),
        )
        obj.__dict__.update(made.__dict__)

    @display(description="Works", ordering="stopped_at", label={"Yes": "success", "No": "danger"})
    def works(self, device: Device) -> str:
        return "Yes" if device.stopped_at is None else "No"

    @display(description="Last contact", ordering="last_contact_at")
    def last_contact(self, device: Device) -> str:
        return to_the_second(device.last_contact_at) or "never"

    @display(description="Clock", ordering="clock_offset")
    def clock(self, device: Device) -> str:
        """How far it is off; scans are corrected by it."""
        if device.clock_offset is None:
            return "not told"
        seconds = round(device.clock_offset)
        if not seconds:
            return "right"
        return f"{abs(seconds):,} s {'ahead' if seconds > 0 else 'behind'}"

    @display(description="Scans")
    def scan_list(self, device: Device) -> str:
        page = reverse("admin:tickets_scan_changelist")
        return format_html(
            '<a href="{}?device__id__exact={}" class="text-link">What it has read</a>',
            page,
            device.pk,
        )
