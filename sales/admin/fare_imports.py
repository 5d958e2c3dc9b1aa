"""Importing the fares of a feed: a file is sent, and the same page tells what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils import timezone
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from operators.admin.changes import SENT_BEFORE, actor_of
from operators.admin.forms_shown import remember, take
from operators.admin.imports import clean_zip
from operators.admin.pages import Visit, page_button
from operators.admin.reports import problem_table
from operators.admin.returning import page_to_return_to
from operators.admin.tables import table
from operators.admin.tenancy import OperatorAdmin
from operators.models import Operator
from operators.tenancy.errors import DomainError
from operators.tenancy.permissions import check_user_can_set_up_selling
from operators.timetable.importing.problems import Report
from operators.timetable.uploads import LARGEST_UPLOAD, forget_upload, keep_upload
from sales.fares.gtfs.actions import LONGEST_NAME, ProductTerms, import_fares
from sales.fares.gtfs.reports import FaresRefused, FaresReport
from tickets.models import TicketType

FARES_PAGE = "admin/fares_import.html"


class FaresForm(forms.Form):
    """The file, and what a feed does not say of its products."""

    upload = forms.FileField(
        label="GTFS zip file with fares",
        widget=UnfoldAdminFileFieldWidget({"accept": ".zip"}),
        help_text=f"At most {LARGEST_UPLOAD // 1024**2} MiB.",
    )
    name = forms.SlugField(
        max_length=LONGEST_NAME,
        widget=UnfoldAdminTextInputWidget,
        help_text="Tells these fares from others of yours, such as city; the next import of the "
        "same name changes them.",
    )
    ticket_type = forms.ModelChoiceField(TicketType.objects.none(), widget=UnfoldAdminSelectWidget)
    vat_rate = forms.DecimalField(
        label="VAT rate",
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=2,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text="Percent; the prices of the feed include it.",
    )
    dry_run = forms.BooleanField(
        label="Only check it",
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text="Tells what the import would do, and stores nothing.",
    )

    def __init__(self, *args: Any, operator: Operator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[TicketType]", self.fields["ticket_type"])
        field.queryset = TicketType.objects.filter(tenant=operator.tenant).order_by("name")

    def clean_upload(self) -> Any:
        return clean_zip(self.cleaned_data["upload"])


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an import, for the page."""

    sentence: str
    was_refused: bool
    counts: str = ""
    problems: str = ""


def take_in(request: HttpRequest, operator: Operator, form: FaresForm) -> Result:
    """Import the file that was sent; one call of the domain."""
    wish = form.cleaned_data
    source = keep_upload(wish["upload"])
    try:
        report = import_fares(
            operator,
            name=wish["name"],
            source=source,
            terms=ProductTerms(wish["ticket_type"], wish["vat_rate"]),
            by=actor_of(request),
            at=timezone.now(),
            dry_run=wish["dry_run"],
        )
    except FaresRefused as refused:
        return Result(refused.detail, True, problems=problem_table(refused.report.to_json()))
    except DomainError as refusal:
        return Result(refusal.detail, True)
    finally:
        forget_upload(source)
    return in_words(report)


def in_words(report: FaresReport) -> Result:
    """What was imported, or would be."""
    return Result(
        sentence=report.lines()[0],
        was_refused=False,
        counts=table(["", "Rows"], report.counts.items()),
        problems=problem_table(Report(report.problems).to_json()),
    )


def show_fares_import(page: Any, request: HttpRequest, operator: Operator) -> HttpResponse:
    """The form; below it, once it was sent, the report."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, result = FaresForm(*sent, operator=operator), None
    if form.is_bound and form.is_valid():
        if take(request):
            result = take_in(request, operator, form)
        else:
            messages.error(request, SENT_BEFORE)
    if result is not None and not result.was_refused and not form.cleaned_data["dry_run"]:
        page.log_change(request, operator, "Imported fares.")
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": f"Import fares of {operator}",
        "object": operator,
        "form": form,
        "result": result,
        "back": page_to_return_to(request) or page.page_of(operator),
        "shown": remember(request),
    }
    return TemplateResponse(request, FARES_PAGE, context)


admin.site.unregister(Operator)

IMPORT_FARES = Visit(title="Import fares", allowed=check_user_can_set_up_selling)


@admin.register(Operator)
class PricedOperatorAdmin(OperatorAdmin):
    """Who runs the services; `operators` knows no fares, so their import is added here."""

    actions_detail = ["import_fares"]

    @page_button(IMPORT_FARES, icon="upload_file")
    def import_fares(self, request: HttpRequest, operator: Any) -> HttpResponse:
        return show_fares_import(self, request, operator)
