"""One button for each permitted change: it asks first, then calls one domain action.

A GET shows the question and changes nothing; only the POST of its form acts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import slugify
from django_fsm import ConcurrentTransition, TransitionNotAllowed
from unfold.decorators import action
from unfold.enums import ActionVariant

from operators.admin import forms_shown
from operators.admin.returning import page_to_return_to
from operators.admin.staff import staff_of, tenant_of
from operators.admin.zones import shown_in_tenant_zone
from operators.tenancy.actors import Actor
from operators.tenancy.errors import DomainError, NotPermitted
from operators.tenancy.models import Tenant, User
from operators.tenancy.roles import Check

Preview = Callable[..., Mapping[str, str]]
"""What an act would come to, in words; called as the act is, without the form's values."""

QUESTION_PAGE = "admin/change_question.html"
SENT_BEFORE = "This page was sent before, so nothing was done now; open it again to do it again."


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a button does.

    `act` is a domain action: it is called with the row, the form's values, `by` and `at`.
    `allowed` is the rule that the person must pass for the row's tenant; `offered` says whether
    the button is shown for the row as it stands, and its page refuses those who come too late.
    `preview` tells what the act would come to, and refuses where the act would. `answer` makes
    the page that follows, where that is not the row's own. With `once`, a page that was answered
    already cannot be sent a second time.
    """

    act: Callable[..., Any]
    title: str
    question: str
    done: str
    allowed: Check
    offered: Callable[[Any], bool] | None = None
    preview: Preview | None = None
    form: Callable[..., forms.Form] = forms.Form
    answer: Callable[..., HttpResponse] | None = None
    once: bool = False

    def is_offered(self, user: User, row: models.Model) -> bool:
        """Whether the person sees the button on this row's page."""
        try:
            self.allowed(user, tenant_of(row))
        except NotPermitted:
            return False
        return is_possible(self, row)


def change_button(
    change: Change, *, icon: str, variant: ActionVariant = ActionVariant.DEFAULT
) -> Callable[..., HttpResponse]:
    """The button of a change, for `actions_detail` of a TenantScopedAdmin."""

    @shown_in_tenant_zone
    def view(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
        row = row_of(page, request, object_id, allowed=change.allowed)
        back = page_to_return_to(request) or page.page_of(row)
        return ask_and_act(page, request, change, row, back=back)

    button = action(
        view,
        description=change.title,
        url_path=slugify(change.title),
        icon=icon,
        variant=variant,
    )
    button.change = change
    return cast("Callable[..., HttpResponse]", button)


def row_of(page: Any, request: HttpRequest, object_id: str, *, allowed: Check) -> Any:
    """The row that a button's page is about; 404 for a stranger's, 403 where the rule refuses."""
    row = page.get_object(request, unquote(object_id))
    if row is None and not page.has_view_permission(request):
        raise PermissionDenied
    if row is None:
        raise Http404
    require(allowed, request, tenant_of(row))
    return row


def require(check: Check, request: HttpRequest, tenant: Tenant) -> None:
    """Refuse with 403 where the rule does."""
    try:
        check(staff_of(request), tenant)
    except NotPermitted as refusal:
        raise PermissionDenied(refusal.detail) from refusal


def ask_and_act(
    page: Any, request: HttpRequest, change: Change, row: models.Model, *, back: str
) -> HttpResponse:
    """Show the question, or do what its form was sent for and go back with a message."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = change.form(*sent)
    if request.method != "POST" or not form.is_valid():
        return question_page(page, request, change, row, form=form, back=back)
    if change.once and not forms_shown.take(request):
        messages.error(request, SENT_BEFORE)
        return redirect(back)
    try:
        check_possible(change, row)
        result = change.act(row, **form.cleaned_data, by=actor_of(request), at=timezone.now())
    except (DomainError, TransitionNotAllowed, ConcurrentTransition) as refusal:
        messages.error(request, in_words(refusal, change, row))
        return redirect(back)
    # What an act made beside the row is another row, with a history of its own.
    same = isinstance(result, page.model) and result.pk == row.pk
    page.log_change(request, result if same else row, change.done)
    if change.answer is not None:
        return change.answer(page, request, row, result, back=back)
    messages.success(request, change.done)
    return redirect(back)


def question_page(
    page: Any,
    request: HttpRequest,
    change: Change,
    row: models.Model,
    *,
    form: forms.Form,
    back: str,
) -> TemplateResponse:
    """The page that asks before anything is changed, or tells why it cannot be."""
    outlook = look_ahead(change, row, by=actor_of(request), at=timezone.now())
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": change.title,
        "change": change,
        "object": row,
        "form": form,
        "back": back,
        "outlook": outlook,
        "shown": forms_shown.remember(request) if change.once else "",
    }
    return TemplateResponse(request, QUESTION_PAGE, context)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the person may expect: what the act comes to, or why it is refused."""

    facts: Mapping[str, str]
    refusal: str = ""


def look_ahead(change: Change, row: models.Model, *, by: Actor, at: datetime) -> Outlook:
    """Judge the act before it is done; the act judges again."""
    try:
        check_possible(change, row)
        return Outlook(change.preview(row, by=by, at=at) if change.preview else {})
    except (DomainError, TransitionNotAllowed, ConcurrentTransition) as refusal:
        return Outlook({}, in_words(refusal, change, row))


def is_possible(change: Change, row: models.Model) -> bool:
    """Whether the row is as the change needs it; the act itself judges again under a lock."""
    return change.offered is None or change.offered(row)


def check_possible(change: Change, row: models.Model) -> None:
    """TransitionNotAllowed unless it is possible."""
    if not is_possible(change, row):
        raise TransitionNotAllowed


def actor_of(request: HttpRequest) -> Actor:
    """The person who is logged in, as the one who acts."""
    return Actor.staff(request.user.get_username())


def in_words(refusal: Exception, change: Change, row: object) -> str:
    """What to tell the person when the domain refused."""
    if isinstance(refusal, DomainError):
        return refusal.detail
    if isinstance(refusal, ConcurrentTransition):
        return f"{row} was changed by somebody else meanwhile; look at it and try again."
    return f"{change.title}: this is not possible any more in the state that {row} is in."
