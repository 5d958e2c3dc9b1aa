"""Closing a period in two steps: a page that shows what it comes to, then the doing of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from unfold.widgets import UnfoldAdminDateWidget

from operators.admin import forms_shown
from operators.admin.changes import SENT_BEFORE, actor_of
from operators.admin.pages import Visit
from operators.tenancy.errors import DomainError
from operators.tenancy.money_permissions import check_user_can_close_periods
from sales.admin.books_tables import day, span_of, sums_section
from sales.admin.order_sections import Section
from sales.books.actions import close_period
from sales.books.previews import preview_closing
from sales.models import Ledger

CLOSING_PAGE = "admin/period_closing.html"
LOOK = "look"
"""The button that asks what it would come to."""
CLOSE = Visit(title="Close a period", allowed=check_user_can_close_periods)


class ClosingForm(forms.Form):
    """The last day of the period; the last one of the month before, unless somebody says so."""

    ends_on = forms.DateField(
        label="Last day", widget=UnfoldAdminDateWidget, help_text="In the zone of the tenant."
    )

    def __init__(self, sent: Mapping[str, Any] | None, *, ledger: Ledger, today: date) -> None:
        super().__init__(sent, initial={"ends_on": usual_end(ledger, today)})


@dataclass(frozen=True, slots=True)
class Outlook:
    """What closing would come to, or why it is refused."""

    facts: Sequence[tuple[str, object]] = ()
    sections: Sequence[Section] = ()
    refusal: str = ""


def usual_end(ledger: Ledger, today: date) -> date:
    """The end of the last month, or yesterday where that month is closed already."""
    end_of_month = today.replace(day=1) - timedelta(days=1)
    is_open = ledger.closed_through is None or ledger.closed_through < end_of_month
    return end_of_month if is_open else today - timedelta(days=1)


def show_closing(page: Any, request: HttpRequest, ledger: Ledger) -> HttpResponse:
    """The form; below it, once it was asked, what the period comes to; then it is closed."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    now = timezone.now()
    sent = request.POST if request.method == "POST" else request.GET
    is_asked = request.method == "POST" or LOOK in sent
    today = now.astimezone(ledger.tenant.zone).date()
    form = ClosingForm(sent if is_asked else None, ledger=ledger, today=today)
    is_usable = is_asked and form.is_valid()
    if is_usable and request.method == "POST":
        return _close(page, request, ledger, form.cleaned_data["ends_on"], at=now)
    ends_on = form.cleaned_data["ends_on"] if is_usable else None
    outlook = _look_ahead(request, ledger, ends_on, at=now) if ends_on else None
    return _closing_page(page, request, ledger, form, outlook)


def _look_ahead(request: HttpRequest, ledger: Ledger, ends_on: date, *, at: datetime) -> Outlook:
    try:
        preview = preview_closing(ledger, ends_on=ends_on, by=actor_of(request), at=at)
    except DomainError as refusal:
        return Outlook(refusal=refusal.detail)
    period = preview.period
    of = span_of(ledger, since=period.starts_on, through=ends_on)
    facts = [
        ("Period", period.number),
        ("First day", day(period.starts_on)),
        ("Last day", day(ends_on)),
        ("Postings", sum(line.postings for line in preview.totals)),
    ]
    sums = sums_section("totals", "What each account comes to", preview.totals, of=of)
    return Outlook(facts, [sums])


def _close(
    page: Any, request: HttpRequest, ledger: Ledger, ends_on: date, *, at: datetime
) -> HttpResponse:
    back = page.page_of(ledger)
    if not forms_shown.take(request):
        messages.error(request, SENT_BEFORE)
        return redirect(back)
    try:
        period = close_period(ledger, ends_on=ends_on, by=actor_of(request), at=at)
    except DomainError as refusal:
        messages.error(request, refusal.detail)
        return redirect(back)
    done = f"Period {period.number} is closed through {day(ends_on)}."
    page.log_change(request, ledger, done)
    messages.success(request, done)
    return redirect(back)


def _closing_page(
    page: Any, request: HttpRequest, ledger: Ledger, form: ClosingForm, outlook: Outlook | None
) -> TemplateResponse:
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": f"{CLOSE.title}: {ledger}",
        "object": ledger,
        "form": form,
        "look": LOOK,
        "outlook": outlook,
        "back": page.page_of(ledger),
        "shown": forms_shown.remember(request),
    }
    return TemplateResponse(request, CLOSING_PAGE, context)
