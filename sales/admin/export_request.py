"""Asking for an export in two steps: a page that shows what it comes to, then the asking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from unfold.widgets import (
    UnfoldAdminDateWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
)

from operators.admin import forms_shown
from operators.admin.changes import SENT_BEFORE, actor_of
from operators.admin.returning import link_to_list
from operators.admin.staff import staff_of
from operators.models import Organisation, Tenant
from operators.tenancy.errors import DomainError
from operators.tenancy.money_permissions import user_can_export
from operators.tenancy.roles import tenants_where
from sales.admin.order_sections import Amounts, Section, amount
from sales.exports.datasets import DATASETS, find_dataset
from sales.exports.jobs.actions import request_export
from sales.exports.totals import ControlTotals, totals_of
from sales.exports.wishes import DIALECTS, ExportWish, Format, Period
from sales.models import Export
from sales.tasks import run_export

REQUEST_PAGE = "admin/export_request.html"
LOOK = "look"
"""The button that asks what it would come to."""
DIALECT_NAMES = {
    "comma": "Commas, decimal point",
    "semicolon": "Semicolons, decimal point",
    "semicolon-decimal-comma": "Semicolons, decimal comma",
    "spreadsheet": "For spreadsheets: semicolons, decimal comma, byte order mark",
}
FORMAT_NAMES = {
    Format.CSV: "CSV",
    Format.XLSX: "Excel (XLSX)",
    Format.JSON_LINES: "JSON lines",
    Format.DATEV: "DATEV batch (accounting batch only)",
}


class ExportForm(forms.Form):
    """What is wanted. Which day a period means is told for each kind of rows."""

    tenant = forms.ModelChoiceField(Tenant.objects.none(), widget=UnfoldAdminSelectWidget)
    dataset = forms.ChoiceField(
        label="Rows",
        choices=[(one.name, one.title) for one in DATASETS.values()],
        widget=UnfoldAdminSelectWidget,
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        required=False,
        empty_label="All",
        widget=UnfoldAdminSelectWidget,
        help_text="Whose books alone.",
    )
    first_day = forms.DateField(required=False, widget=UnfoldAdminDateWidget)
    last_day = forms.DateField(
        required=False, widget=UnfoldAdminDateWidget, help_text="Included. In the tenant's zone."
    )
    filter = forms.CharField(
        required=False,
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
        help_text="One condition on each line, as it stands in the address of the list: "
        "total_amount=gte:100.00",
    )
    format = forms.ChoiceField(choices=list(FORMAT_NAMES.items()), widget=UnfoldAdminSelectWidget)
    dialect = forms.ChoiceField(
        label="CSV dialect",
        choices=[(name, DIALECT_NAMES[name]) for name in DIALECTS],
        widget=UnfoldAdminSelectWidget,
    )

    def __init__(self, sent: Any, *, tenants: Sequence[Tenant], initial: Mapping[str, Any]) -> None:
        super().__init__(sent, initial=dict(initial))
        self.tenants = tenants
        organisations = Organisation.objects.filter(tenant__in=tenants).order_by("name")
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        if len(tenants) == 1:
            del self.fields["tenant"]
        else:
            mine = Tenant.objects.filter(pk__in=[one.pk for one in tenants]).order_by("name")
            self.fields["tenant"].queryset = mine  # type: ignore[attr-defined]

    def clean_filter(self) -> tuple[tuple[str, str], ...]:
        lines = [line.strip() for line in self.cleaned_data["filter"].splitlines()]
        pairs = [line.partition("=") for line in lines if line]
        if any(not between for _, between, _ in pairs):
            raise forms.ValidationError("Write each condition as field=operator:value.")
        return tuple((name.strip(), text.strip()) for name, _, text in pairs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if (first is None) != (last is None) and not {"first_day", "last_day"} & set(self.errors):
            self.add_error("last_day", "Give both days, or none.")
        organisation, tenant = cleaned.get("organisation"), self.tenant_of(cleaned)
        if organisation and tenant and organisation.tenant_id != tenant.pk:
            self.add_error("organisation", "This organisation belongs to another tenant.")
        return cleaned

    def tenant_of(self, cleaned: Mapping[str, Any]) -> Tenant | None:
        return self.tenants[0] if len(self.tenants) == 1 else cleaned.get("tenant")

    def wish(self) -> ExportWish:
        """What was asked for. WishUnfit for a period that ends before it begins."""
        told = self.cleaned_data
        tenant, organisation = self.tenant_of(told), told["organisation"]
        assert tenant is not None
        return ExportWish(
            find_dataset(told["dataset"]),
            tenant,
            sellers=frozenset({organisation.pk}) if organisation else None,
            period=Period(told["first_day"], told["last_day"]) if told["first_day"] else None,
            pairs=told["filter"],
            format=Format(told["format"]),
            dialect=DIALECTS[told["dialect"]],
        )


def show_request(page: Any, request: HttpRequest) -> HttpResponse:
    """The form; below it, once it was asked, the control totals; then the export is asked for."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    sent = request.POST if request.method == "POST" else request.GET
    is_asked = request.method == "POST" or LOOK in sent
    tenants = tenants_where(staff_of(request), user_can_export)
    form = ExportForm(sent if is_asked else None, tenants=tenants, initial=request.GET.dict())
    if not is_asked or not form.is_valid():
        return _page(request, page, form)
    try:
        wish = form.wish()
        if request.method == "POST":
            return _ask(page, request, wish)
        return _page(request, page, form, wish=wish, totals=totals_of(wish))
    except DomainError as refusal:
        return _page(request, page, form, refusal=refusal.detail)


def totals_section(totals: ControlTotals) -> Section:
    """What an export comes to, by currency and column."""
    rows = [[one.currency, one.column, amount(one.amount, one.currency)] for one in totals.sums]
    columns = ["Currency", "Column", Amounts("Sum")]
    facts = [("Rows", f"{totals.rows:,}")]
    return Section("totals", "Control totals", columns, rows, "No amounts.", facts=facts)


def _ask(page: Any, request: HttpRequest, wish: ExportWish) -> HttpResponse:
    if not forms_shown.take(request):
        messages.error(request, SENT_BEFORE)
        return redirect(link_to_list(Export))
    export = request_export(wish, by=actor_of(request), at=timezone.now())
    run_export.delay_on_commit(export=export.pk)
    page.log_addition(request, export, "Asked for it.")
    return redirect(page.page_of(export))


def _page(
    request: HttpRequest,
    page: Any,
    form: ExportForm,
    *,
    wish: ExportWish | None = None,
    totals: ControlTotals | None = None,
    refusal: str = "",
) -> TemplateResponse:
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": "Ask for an export",
        "form": form,
        "look": LOOK,
        "wish": wish,
        "refusal": refusal,
        "section": totals_section(totals) if totals else None,
        "periods": [(one.title, one.period) for one in DATASETS.values()],
        "sent": [(name, form[name].value() or "") for name in form.fields] if wish else [],
        "back": link_to_list(Export),
        "shown": forms_shown.remember(request),
    }
    return TemplateResponse(request, REQUEST_PAGE, context)
