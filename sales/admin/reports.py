"""Reports of the books: each asked for by its address, which can be handed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from operators.admin.staff import staff_of
from operators.admin.zones import shown_in_tenant_zone
from operators.tenancy.money_permissions import user_can_read_books
from operators.tenancy.roles import tenants_where
from sales.admin.report_forms import DayForm, ReportForm, SalesForm, SpanForm
from sales.admin.report_tables import OPTIONS, charted
from sales.books.models import Ledger
from sales.reports.figures import Table
from sales.reports.open_items import open_items_report
from sales.reports.sales import Grouping, sales_report
from sales.reports.vat import vat_report

PAGE = "admin/report.html"


@dataclass(frozen=True, slots=True)
class Report:
    """A page: what it is asked for by, what it shows, and the export with the same totals."""

    name: str
    title: str
    icon: str
    explained: str
    form: type[ReportForm]
    tables: Callable[[Ledger, dict[str, Any]], Sequence[Table]]
    dataset: str

    @property
    def address(self) -> str:
        return reverse(f"admin:sales_report_{self.name}")


def vat_tables(ledger: Ledger, asked: dict[str, Any]) -> Sequence[Table]:
    return vat_report(ledger, asked["span"])


def open_tables(ledger: Ledger, asked: dict[str, Any]) -> Sequence[Table]:
    return open_items_report(ledger, asked["day"])


def sales_tables(ledger: Ledger, asked: dict[str, Any]) -> Sequence[Table]:
    return sales_report(ledger, asked["span"], Grouping(asked["by"]))


REPORTS = (
    Report(
        "vat",
        "VAT",
        "percent",
        "What was sold less what was taken back, by the days that it was booked on. VAT beside "
        "sales is that of other documents, such as commissions.",
        SpanForm,
        vat_tables,
        "vat_breakdown",
    ),
    Report(
        "open_items",
        "Open items",
        "pending_actions",
        "What customers and partners owed at the end of the day; below zero where they had paid "
        "too much.",
        DayForm,
        open_tables,
        "open_items",
    ),
    Report(
        "sales",
        "Sales over time",
        "bar_chart",
        "What was sold less what was taken back, without VAT, by the days that it was booked on.",
        SalesForm,
        sales_tables,
        "order_lines",
    ),
)


class ShowsReports:
    """The pages of the reports, below the list of ledgers."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"reports/{report.name}/",
                self.admin_site.admin_view(self._view_of(report)),
                name=f"sales_report_{report.name}",
            )
            for report in REPORTS
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def _view_of(self, report: Report) -> Callable[[HttpRequest], HttpResponseBase]:
        def view(request: HttpRequest) -> HttpResponseBase:
            return self.report_view(request, report)

        return view

    @shown_in_tenant_zone
    def report_view(self, request: HttpRequest, report: Report) -> HttpResponse:
        """Finance staff and administrators. What the address says wrongly is told in the form."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        tenants = tenants_where(staff_of(request), user_can_read_books)
        if not tenants:
            raise PermissionDenied
        form = report.form(request.GET.dict(), tenants=tenants, at=timezone.now())
        ledger = form.cleaned_data["ledger"] if form.is_valid() else None
        tables = report.tables(ledger, form.cleaned_data) if ledger else []
        context = {
            **self.admin_site.each_context(request),
            "opts": Ledger._meta,
            "title": report.title,
            "report": report,
            "reports": REPORTS,
            "form": form,
            "zone": ledger.tenant.zone if ledger else None,
            "export": export_of(report, ledger, form.cleaned_data) if ledger else None,
            "charted": [charted(table) for table in tables],
            "options": OPTIONS,
        }
        return TemplateResponse(request, PAGE, context)


def export_of(report: Report, ledger: Ledger, asked: dict[str, Any]) -> str:
    """The form for the export of the same rows, filled in."""
    first, last = asked["span"].ends if "span" in asked else (asked["day"], asked["day"])
    filled = {
        "tenant": ledger.tenant_id,
        "dataset": report.dataset,
        "organisation": ledger.organisation_id,
        "first_day": first,
        "last_day": last,
    }
    return f"{reverse('admin:sales_export_ask')}?{urlencode(filled)}"
