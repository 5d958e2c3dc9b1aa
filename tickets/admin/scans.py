"""What devices have read."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from operators.admin.plain import row_link
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.admin.zones import to_the_second
from operators.tenancy.permissions import user_can_look_into_tickets
from tickets.admin.scan_maps import map_of_scans
from tickets.admin.searching import HELP, FoundByTicket
from tickets.codecs.reasons import Reason, Shade, shade
from tickets.inspection.models import Scan

SHADE_LABELS = {Shade.GREEN: "success", Shade.AMBER: "warning", Shade.RED: "danger"}
REASON_LABELS = {
    reason.value: SHADE_LABELS[shade(reason)] for reason in Reason if shade(reason) in SHADE_LABELS
}


def where_it_was(scan: Scan) -> str:
    """In the words of the device; else in degrees."""
    if scan.place or scan.latitude is None or scan.longitude is None:
        return scan.place
    return f"{scan.latitude:.4f}, {scan.longitude:.4f}"


class ScanInline(ScopedInline):
    """The scans of a ticket, the newest first."""

    model = Scan
    fk_name = "ticket"
    may_look = staticmethod(user_can_look_into_tickets)
    fields = ["scanned", "answer", "device", "where", "online", "consumed"]
    readonly_fields = ["scanned", "answer", "where"]
    ordering = ["-scanned_at"]
    per_page = 20
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Scan]:
        return super().get_queryset(request).select_related("device")

    @display(description="Scanned")
    def scanned(self, scan: Scan) -> str:
        return row_link(scan, linked=True, text=to_the_second(scan.scanned_at))

    @display(description="Answer")
    def answer(self, scan: Scan) -> str:
        return answer_of(scan)

    @display(description="Where")
    def where(self, scan: Scan) -> str:
        return where_it_was(scan)


def answer_of(scan: Scan) -> str:
    """What we say, and what the device said where that was something else."""
    if scan.result == scan.judged:
        return scan.judged
    return f"{scan.judged} (the device said {scan.result})"


@admin.register(Scan)
class ScanAdmin(FoundByTicket, TenantScopedAdmin):
    """What was read where, by which device, and what we say of it."""

    may_look = staticmethod(user_can_look_into_tickets)
    list_display = ["scanned", "shown_answer", "ticket", "device", "where", "online"]
    list_select_related = ["tenant", "ticket", "device"]
    list_filter = ["judged", "device", "online", "scanned_at"]
    search_fields = ["device__name"]
    search_help_text = f"{HELP}, or device"
    ordering = ["-scanned_at"]
    fieldsets = [
        (None, {"fields": [("scanned", "answer"), ("ticket", "ticket_uuid"), "consumed"]}),
        ("Barcode", {"fields": [("format", "product_number"), "window"]}),
        ("Where", {"fields": ["map", ("place", "zones"), ("latitude", "longitude")]}),
        (
            "Device",
            {
                "fields": [
                    ("device", "sequence"),
                    ("told", "offset_seconds"),
                    ("received", "online"),
                ]
            },
        ),
    ]
    readonly_fields = ["scanned", "answer", "window", "map", "told", "received"]

    @display(description="Scanned", ordering="scanned_at")
    def scanned(self, scan: Scan) -> str:
        return to_the_second(scan.scanned_at)

    @display(description="Answer", ordering="judged", label=REASON_LABELS)
    def shown_answer(self, scan: Scan) -> str:
        return scan.judged

    @display(description="Answer")
    def answer(self, scan: Scan) -> str:
        return answer_of(scan)

    @display(description="Where")
    def where(self, scan: Scan) -> str:
        return where_it_was(scan)

    @display(description="Window or stamp")
    def window(self, scan: Scan) -> str:
        return to_the_second(scan.moment) or "a static barcode has none"

    @display(description="Map")
    def map(self, scan: Scan) -> str:
        return map_of_scans([scan], tenant=scan.tenant)

    @display(description="By its clock")
    def told(self, scan: Scan) -> str:
        return to_the_second(scan.told_at)

    @display(description="We heard of it")
    def received(self, scan: Scan) -> str:
        return to_the_second(scan.received_at)
