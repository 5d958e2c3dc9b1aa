"""Taking in a provider's report of payouts: a file is sent, and the same page tells what came."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils import timezone
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget

from operators.admin.changes import SENT_BEFORE, actor_of
from operators.admin.forms_shown import remember, take
from operators.admin.pages import Visit
from operators.admin.returning import page_to_return_to
from operators.admin.tables import table
from operators.tenancy.errors import DomainError
from operators.tenancy.money_permissions import check_user_can_settle
from sales.models import Ledger, Payout
from sales.money import Money
from sales.payouts.actions import ImportReport, import_payouts
from sales.payouts.errors import ReportUnreadable
from sales.payouts.states import PayoutSource

PAGE = "admin/payout_import.html"
LARGEST = 20 * 1024**2
IMPORT_PAYOUTS = Visit(title="Import payouts", allowed=check_user_can_settle)


class PayoutForm(forms.Form):
    """The file, and whose it is."""

    source = forms.TypedChoiceField(
        label="Report of",
        coerce=PayoutSource,
        choices=PayoutSource.choices,
        widget=UnfoldAdminSelectWidget,
    )
    upload = forms.FileField(
        label="CSV file",
        widget=UnfoldAdminFileFieldWidget({"accept": ".csv,text/csv"}),
        help_text=f"At most {LARGEST // 1024**2} MiB, in UTF-8.",
    )

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        if upload.size > LARGEST:
            raise forms.ValidationError("The file is too large; ask for a report of fewer days.")
        return upload


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it, for the page."""

    sentence: str
    was_refused: bool = False
    payouts: str = ""
    problems: str = ""


def show_import(page: Any, request: HttpRequest, ledger: Ledger) -> HttpResponse:
    """The form; below it, once it was sent, what came of it."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, result = PayoutForm(*sent), None
    if form.is_bound and form.is_valid():
        if take(request):
            result = take_in(request, ledger, form)
        else:
            messages.error(request, SENT_BEFORE)
    if result is not None and not result.was_refused:
        page.log_change(request, ledger, "Imported payouts.")
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": f"Import payouts to {ledger}",
        "object": ledger,
        "form": form,
        "result": result,
        "back": page_to_return_to(request) or page.page_of(ledger),
        "shown": remember(request),
    }
    return TemplateResponse(request, PAGE, context)


def take_in(request: HttpRequest, ledger: Ledger, form: PayoutForm) -> Result:
    """Import the file that was sent; one call of the domain."""
    upload = form.cleaned_data["upload"]
    lines = io.TextIOWrapper(upload.file, encoding="utf-8-sig", newline="")
    try:
        report = import_payouts(
            ledger,
            form.cleaned_data["source"],
            lines,
            file_name=upload.name or "",
            by=actor_of(request),
            at=timezone.now(),
        )
    except ReportUnreadable as refused:
        problems = table(["What is wrong"], [[one] for one in refused.problems])
        return Result("Nothing was taken in.", was_refused=True, problems=problems)
    except DomainError as refusal:
        return Result(refusal.detail, was_refused=True)
    finally:
        # The upload closes its own file.
        lines.detach()
    return in_words(report)


def in_words(report: ImportReport) -> Result:
    """What was taken in, and what waits."""
    told = [
        f"{len(report.taken_in)} payouts were taken in, {report.known} were known.",
        f"{report.matched} lines were matched;",
        f"{report.waiting} wait for people." if report.waiting else "none waits.",
    ]
    rows = [_row(payout) for payout in report.taken_in]
    titles = ["Payout", "Paid out on", "Taken", "Fees", "Paid out"]
    return Result(" ".join(told), payouts=table(titles, rows) if rows else "")


def _row(payout: Payout) -> list[object]:
    amounts = (payout.gross_amount, payout.fee_amount, payout.net_amount)
    shown = [str(Money(amount, payout.currency)) for amount in amounts]
    return [payout.reference, payout.paid_on, *shown]
