"""Closings, and what moved at points of sale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from unfold.decorators import display

from operators.admin.changes import actor_of
from operators.admin.conditions import FiltersByListing
from operators.admin.returning import link_to_list
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.admin.zones import shown_in_tenant_zone, to_the_second
from operators.tenancy.money_permissions import user_can_read_books
from sales.admin.amounts import AMOUNT
from sales.admin.order_sections import Amounts, Links, Section, amount
from sales.admin.printed import language_asked, links_to_pdf, pdf_response
from sales.closing.listings import CLOSINGS, MOVEMENTS
from sales.closing.queries import read_report
from sales.closing.sums import movements_of
from sales.closing.wording import print_closing, print_report, sheet_of
from sales.journal.models import CashSettlement
from sales.letters.states import Language
from sales.models import Closing, DeskSale, Movement
from sales.printing.sheets import Sheet, Table

MOST_SHOWN = 100
"""So many movements stand on the page of a settlement; the list has all of them."""


def print_z(request: HttpRequest, closing: Closing, language: Language) -> tuple[bytes, str]:
    """The Z of a settlement that is closed."""
    name = f"z-{closing.number}-{closing.settlement.code}.pdf".lower()
    return print_closing(closing, language), name


def print_x_or_z(
    request: HttpRequest, settlement: CashSettlement, language: Language
) -> tuple[bytes, str]:
    """The X of a settlement that is open, the Z of one that is closed."""
    if hasattr(settlement, "closing"):
        return print_z(request, settlement.closing, language)
    facts = read_report(settlement, by=actor_of(request), at=timezone.now())
    return print_report(facts, language), f"x-{settlement.code}.pdf".lower()


class Printed:
    """A page with a PDF beside it, in each language."""

    print_row: ClassVar[staticmethod[[HttpRequest, Any, Language], tuple[bytes, str]]]
    """The bytes of the PDF, and what the file is called."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.print_view)  # type: ignore[attr-defined]
        name = f"sales_{self.model._meta.model_name}_print"  # type: ignore[attr-defined]
        return [path("<path:object_id>/print/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    @shown_in_tenant_zone
    def print_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The report as PDF."""
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        row = self.get_object(request, object_id)  # type: ignore[attr-defined]
        if row is None:
            raise Http404
        return pdf_response(*type(self).print_row(request, row, language_asked(request)))

    @display(description="To print")
    def printed(self, row: Model) -> str:
        return links_to_pdf(f"admin:sales_{row._meta.model_name}_print", row.pk)


class ShowsReport(Printed):
    """The page of a cash settlement: its report as it stands, and what moved."""

    change_form_outer_after_template = "admin/report_sections.html"
    print_row = staticmethod(print_x_or_z)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        settlement = context["original"]
        facts = read_report(settlement, by=actor_of(request), at=timezone.now())
        links = Links(self.admin_site, request)  # type: ignore[attr-defined]
        context["report_sections"] = [
            *report_sections(sheet_of(facts, Language.ENGLISH)),
            movement_section(settlement, links),
        ]
        response: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
        return response


class DeskSaleInline(ScopedInline):
    """The versions of orders that a settlement counts as sold, or taken back."""

    model = DeskSale
    may_look = staticmethod(user_can_read_books)
    fields = ["order", "order_version"]
    ordering = ["pk"]
    per_page = 25


@admin.register(Closing)
class ClosingAdmin(Printed, FiltersByListing, TenantScopedAdmin):
    """The Z reports; never changed."""

    listing = CLOSINGS
    may_look = staticmethod(user_can_read_books)
    print_row = staticmethod(print_z)
    change_form_outer_after_template = "admin/report_sections.html"
    list_display = ["number", "point", "settlement", "is_counted", "closed_at", "issued_by"]
    list_select_related = ["tenant", "point", "settlement"]
    list_filter = ["organisation", "point", "is_counted", "issued_at"]
    search_fields = ["settlement__code", "point__code", "point__name", "=hash"]
    search_help_text = "Settlement, point of sale, or the seal of a report"
    ordering = ["-issued_at", "-pk"]
    fields = [
        "number", "point", "organisation", "settlement", "is_counted", "issued_at", "issued_by",
        "hash", "previous_hash", "printed",
    ]  # fmt: skip
    readonly_fields = ["printed"]

    @display(description="Closed at", ordering="settlement__closed_at")
    def closed_at(self, closing: Closing) -> Any:
        return closing.settlement.closed_at

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        sheet = sheet_of(context["original"].facts, Language.ENGLISH)
        context["report_sections"] = list(report_sections(sheet))
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(Movement)
class MovementAdmin(FiltersByListing, TenantScopedAdmin):
    """Money that came and went at points of sale."""

    listing = MOVEMENTS
    may_look = staticmethod(user_can_read_books)
    list_display = ["happened_at", "kind", "type", "sum", "point", "settlement", "is_late"]
    list_select_related = ["tenant", "point", "settlement", "told_to"]
    list_filter = ["kind", "point", "specimen", "happened_at"]
    search_fields = ["settlement__code", "transaction__order__code"]
    search_help_text = "Settlement or order"
    ordering = ["-pk"]
    fields = [
        "kind", "type", AMOUNT, "point", "settlement", "told_to", "transaction", "credit_part",
        "specimen", "reason", "actor", "happened_at",
    ]  # fmt: skip
    readonly_fields = [AMOUNT]

    @display(description="Amount", ordering="amount")
    def sum(self, movement: Movement) -> str:
        return amount(movement.amount, movement.currency)

    @display(description="Came late", boolean=True)
    def is_late(self, movement: Movement) -> bool:
        return movement.settlement_id != movement.told_to_id


def report_sections(sheet: Sheet) -> Iterator[Section]:
    """A printed report as tables of a page."""
    for place, block in enumerate(sheet.blocks):
        anchor = f"report-{place}"
        if isinstance(block, Table):
            first, *others = block.columns
            titles = ["", *(Amounts(one.title) if one.is_amount else one.title for one in others)]
            totals = [[_strong(cell) for cell in row] for row in block.totals]
            yield Section(anchor, first.title, titles, [*block.rows, *totals], NONE)
        else:
            yield Section(anchor, "", [], [], block.text)


NONE = "None."


def movement_section(settlement: CashSettlement, links: Links) -> Section:
    """The last movements, and where all of them are."""
    rows = list(movements_of(settlement).order_by("-pk")[:MOST_SHOWN])
    query = urlencode({"settlement": f"eq:{settlement.code}"})
    return Section(
        "movements",
        "What moved",
        ["When", "What", "Paid by", Amounts("Amount"), "Order", "Told to", "Reason", "By"],
        [_moved(row, links) for row in rows],
        "Nothing moved yet.",
        link=("All of it", f"{link_to_list(Movement)}?{query}"),
    )


def _moved(row: Movement, links: Links) -> list[object]:
    order = row.transaction.order if row.transaction else None
    late = row.told_to_id != row.settlement_id
    return [
        to_the_second(row.happened_at),
        f"{row.get_kind_display()}{' (specimen)' if row.specimen else ''}",
        row.type.replace("_", " ").capitalize(),
        amount(row.amount, row.currency),
        links.to(order),
        links.to(row.told_to) if late else "",
        row.reason,
        row.actor,
    ]


def _strong(cell: str) -> str:
    return format_html("<strong>{}</strong>", cell)
