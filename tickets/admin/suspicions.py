"""What does not go together in scans, and what was found when somebody looked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextareaWidget

from operators.admin.changes import Change, change_button
from operators.admin.plain import row_link
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.admin.tables import table
from operators.admin.zones import to_the_second
from operators.tenancy.permissions import (
    check_user_can_settle_suspicions,
    user_can_look_into_tickets,
)
from operators.timetable.distances import metres_between
from tickets.admin.scan_maps import map_of_pair
from tickets.admin.scans import answer_of, where_it_was
from tickets.admin.searching import HELP, FoundByTicket
from tickets.inspection.actions.suspicions import settle_suspicion
from tickets.inspection.models import Scan, Suspicion
from tickets.inspection.models.suspicion import LONGEST_NOTE
from tickets.inspection.states import SuspicionKind

OPEN, SETTLED, EVERY = "open", "settled", "all"
COLUMNS = ("", "Scanned", "Device", "Where", "Answer")
MEANINGS = {
    SuspicionKind.TWO_PLACES: "Nobody travels so fast from one scan to the other: two phones show "
    "this ticket, or a device has told a wrong place or time.",
    SuspicionKind.SAME_WINDOW: "Two devices read the same short-lived barcode: most likely a "
    "picture of it was passed on, or one traveller was inspected twice in a few seconds.",
    SuspicionKind.USED_TWICE: "The ticket is for one use and was shown again after it.",
    SuspicionKind.TOO_MANY_SCANS: "The ticket was let through more often than its type allows.",
    SuspicionKind.BLOCKED: "The ticket was taken back, and is shown all the same.",
    SuspicionKind.FORGED: "The barcode is not signed by us, names a ticket that we never sold, or "
    "is signed with a key that was withdrawn.",
    SuspicionKind.COPIED: "The ticket is bound to a phone, and was shown without its signature.",
}


class FindingForm(forms.Form):
    """What was found, for whoever looks again."""

    note = forms.CharField(
        label="What was found",
        max_length=LONGEST_NOTE,
        widget=UnfoldAdminTextareaWidget,
        help_text="Such as: two inspectors in one tram; a screenshot, the ticket is void now.",
    )


SETTLE = Change(
    act=settle_suspicion,
    title="Settle",
    question="Say what was found. Nothing happens to the ticket by this: void it, or move it to "
    "another phone, on its own page.",
    done="The suspicion is settled.",
    allowed=check_user_can_settle_suspicions,
    offered=lambda suspicion: suspicion.settled_at is None,
    form=FindingForm,
)


class SettledFilter(admin.SimpleListFilter):
    """Those that nobody has looked at, unless others are asked for."""

    title = "whether it is settled"
    parameter_name = "settled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(SETTLED, "Settled"), (EVERY, "All")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        unsettled, *others = super().choices(changelist)
        yield {**unsettled, "display": "Not settled"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == EVERY:
            return queryset
        return queryset.filter(settled_at__isnull=self.value() != SETTLED)


class SuspicionInline(ScopedInline):
    """What is odd about the scans of a ticket."""

    model = Suspicion
    may_look = staticmethod(user_can_look_into_tickets)
    fields = ["what", "found", "settled", "note"]
    readonly_fields = ["what", "found", "settled"]
    ordering = ["-found_at"]
    per_page = 20
    tab = True

    @display(description="What")
    def what(self, suspicion: Suspicion) -> str:
        return row_link(suspicion, linked=True, text=suspicion.get_kind_display())

    @display(description="Found")
    def found(self, suspicion: Suspicion) -> str:
        return to_the_second(suspicion.found_at)

    @display(description="Settled")
    def settled(self, suspicion: Suspicion) -> str:
        return settled_in_words(suspicion)


def settled_in_words(suspicion: Suspicion) -> str:
    """When and by whom."""
    if suspicion.settled_at is None:
        return "not yet"
    return f"{to_the_second(suspicion.settled_at)}, {suspicion.settled_by}"


@admin.register(Suspicion)
class SuspicionAdmin(FoundByTicket, TenantScopedAdmin):
    """Signs of fraud, for people to look at."""

    may_look = staticmethod(user_can_look_into_tickets)
    list_display = ["shown_kind", "ticket", "found", "device", "where", "settled"]
    list_select_related = ["tenant", "ticket", "scan__device"]
    list_filter = [SettledFilter, "kind", "found_at"]
    search_fields = ["scan__device__name", "note"]
    search_help_text = f"{HELP}, device or note"
    ordering = ["-found_at"]
    fieldsets = [
        (None, {"fields": ["kind", "meaning", "ticket", "found"]}),
        ("The scans", {"fields": ["scans", "apart", "map"]}),
        ("What was found", {"fields": ["settled", "note"]}),
    ]
    readonly_fields = ["meaning", "found", "scans", "apart", "map", "settled"]
    actions_detail = ["settle"]
    settle = change_button(SETTLE, icon="task_alt", variant=ActionVariant.PRIMARY)

    @display(description="What", ordering="kind")
    def shown_kind(self, suspicion: Suspicion) -> str:
        return suspicion.get_kind_display()

    @display(description="What it means")
    def meaning(self, suspicion: Suspicion) -> str:
        return MEANINGS[SuspicionKind(suspicion.kind)]

    @display(description="Found", ordering="found_at")
    def found(self, suspicion: Suspicion) -> str:
        return to_the_second(suspicion.found_at)

    @display(description="Device")
    def device(self, suspicion: Suspicion) -> str:
        return str(suspicion.scan.device)

    @display(description="Where")
    def where(self, suspicion: Suspicion) -> str:
        return where_it_was(suspicion.scan)

    @display(description="Settled", ordering="settled_at")
    def settled(self, suspicion: Suspicion) -> str:
        return settled_in_words(suspicion)

    @display(description="Scans")
    def scans(self, suspicion: Suspicion) -> str:
        named = [("This scan", suspicion.scan), ("The other scan", suspicion.other_scan)]
        return table(COLUMNS, [_line(name, scan) for name, scan in named if scan is not None])

    @display(description="Between them")
    def apart(self, suspicion: Suspicion) -> str:
        return way_between(suspicion.scan, suspicion.other_scan)

    @display(description="Map")
    def map(self, suspicion: Suspicion) -> str:
        return map_of_pair(suspicion.scan, suspicion.other_scan, tenant=suspicion.tenant)


def _line(name: str, scan: Scan) -> tuple[str, ...]:
    return (
        row_link(scan, linked=True, text=name),
        to_the_second(scan.scanned_at),
        str(scan.device),
        where_it_was(scan),
        answer_of(scan),
    )


def way_between(scan: Scan, other: Scan | None) -> str:
    """How long after the other one it was, how far from it, and how fast that would be."""
    if other is None:
        return "It stands for itself."
    seconds = abs((scan.scanned_at - other.scanned_at).total_seconds())
    told = f"{seconds:,.0f} s"
    if None in (scan.latitude, scan.longitude, other.latitude, other.longitude):
        return told
    kilometres = metres_between(_latitude_first(scan), _latitude_first(other)) / 1000
    told += f", {kilometres:,.1f} km"
    return f"{told}: {kilometres / seconds * 3600:,.0f} km/h" if seconds else told


def _latitude_first(scan: Scan) -> tuple[float, float]:
    assert scan.latitude is not None
    assert scan.longitude is not None
    return scan.latitude, scan.longitude
