"""Importing a feed: a file is sent, a worker reads it, and the person watches."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldBooleanSwitchWidget

from operators.admin.changes import SENT_BEFORE
from operators.admin.forms_shown import remember, take
from operators.admin.returning import link_to, page_to_return_to
from operators.tasks import fetch_feed, import_feed
from operators.tenancy.actors import Actor
from operators.timetable.models import Feed, FeedVersion
from operators.timetable.states import FeedVersionState
from operators.timetable.uploads import LARGEST_UPLOAD, keep_upload

IMPORT_PAGE = "admin/feed_import.html"
WAITING_PAGE = "admin/feed_import_waiting.html"
REFRESH_SECONDS = 2
PATIENCE_SECONDS = 30
"""After this long without a worker the page says what may be wrong."""
NOTHING_NEW = "The address still has the file that is in force, so nothing was imported."
BEGINNING_OF_ZIP = b"PK"


def clean_zip(upload: Any) -> Any:
    """The file that was sent, if it can be the zip file of a feed."""
    if upload.size > LARGEST_UPLOAD:
        raise forms.ValidationError(
            f"The file has more than {LARGEST_UPLOAD // 1024**2} MiB. Use the commands on the "
            "server, or take what you do not need out of the feed."
        )
    beginning = upload.read(len(BEGINNING_OF_ZIP))
    upload.seek(0)
    if beginning != BEGINNING_OF_ZIP:
        raise forms.ValidationError(
            "This is no zip file. Send the zip file of the feed as the operator publishes it."
        )
    return upload


class FeedImportForm(forms.Form):
    """The zip file, and whether it is only checked."""

    upload = forms.FileField(
        label="GTFS zip file",
        widget=UnfoldAdminFileFieldWidget({"accept": ".zip"}),
        help_text=f"At most {LARGEST_UPLOAD // 1024**2} MiB.",
    )
    dry_run = forms.BooleanField(
        label="Only check it",
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text="The report tells what is wrong, and the timetable in force stays.",
    )

    def __init__(self, *args: Any, feed: Feed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.feed = feed

    def clean_upload(self) -> Any:
        return clean_zip(self.cleaned_data["upload"])

    def clean(self) -> dict[str, Any]:
        if self.feed.versions.filter(state=FeedVersionState.IMPORTING).exists():
            raise forms.ValidationError(
                "This feed is being imported already. Wait until that import has ended, or open "
                "it below and cancel it."
            )
        return super().clean() or self.cleaned_data


def show_import(page: Any, request: HttpRequest, feed: Feed) -> HttpResponse:
    """The form; its POST keeps the file, tells a worker, and leads to the page that waits."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FeedImportForm(*sent, feed=feed)
    if not form.is_bound or not form.is_valid():
        return import_page(page, request, feed, form)
    if not take(request):
        messages.error(request, SENT_BEFORE)
        return redirect(page.page_of(feed))
    at = timezone.now()
    import_feed.delay_on_commit(
        feed_id=feed.pk,
        source=str(keep_upload(form.cleaned_data["upload"])),
        username=request.user.get_username(),
        requested_at=at.isoformat(),
        dry_run=form.cleaned_data["dry_run"],
        origin=form.cleaned_data["upload"].name,
    )
    page.log_change(request, feed, "Sent a timetable.")
    return redirect(waiting_address(feed, at, back=page_to_return_to(request)))


def ask_address(feed: Feed, *, by: Actor, at: datetime) -> datetime:
    """Have a worker fetch the feed from its address; the moment that the request is known by."""
    fetch_feed.delay_on_commit(feed_id=feed.pk, username=by.name, requested_at=at.isoformat())
    return at


def wait_for_worker(
    page: Any, request: HttpRequest, feed: Feed, at: datetime, *, back: str
) -> HttpResponse:
    """Lead to the page that waits."""
    return redirect(waiting_address(feed, at, back=back))


def import_page(page: Any, request: HttpRequest, feed: Feed, form: FeedImportForm) -> HttpResponse:
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": f"Import {feed}",
        "object": feed,
        "form": form,
        "back": page_to_return_to(request) or page.page_of(feed),
        "shown": remember(request),
    }
    return TemplateResponse(request, IMPORT_PAGE, context)


def waiting_address(feed: Feed, at: datetime, *, back: str) -> str:
    address = reverse("admin:operators_feed_importing", args=[feed.pk])
    return f"{address}?{urlencode({'since': at.isoformat(), 'back': back})}"


def show_waiting(page: Any, request: HttpRequest, feed: Feed) -> HttpResponse:
    """Look again and again until a worker has begun, then lead to the version."""
    since = moment_of(request.GET.get("since", ""))
    version = feed.versions.filter(started_at=since).first()
    if version is not None:
        address = reverse("admin:operators_feedversion_change", args=[version.pk])
        return redirect(link_to(address, back=page_to_return_to(request)))
    if feed.refreshed_at is not None and feed.refreshed_at >= since:
        messages.info(request, NOTHING_NEW)
        return redirect(page_to_return_to(request) or page.page_of(feed))
    waited = (timezone.now() - since).total_seconds()
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": f"Import {feed}",
        "object": feed,
        "is_long": waited > PATIENCE_SECONDS,
        "back": page_to_return_to(request) or page.page_of(feed),
    }
    return refreshed(TemplateResponse(request, WAITING_PAGE, context))


def moment_of(text: str) -> datetime:
    """The moment in an address of ours. 404 for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if timezone.is_naive(moment):
        raise Http404
    return moment


def refreshed(response: HttpResponse) -> HttpResponse:
    """Have the browser ask again by itself; scripts inside pages are forbidden here."""
    response["Refresh"] = str(REFRESH_SECONDS)
    return response


def is_running(version: FeedVersion) -> bool:
    return version.state == FeedVersionState.IMPORTING
