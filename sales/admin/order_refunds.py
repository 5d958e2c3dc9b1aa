"""Giving money back in two steps: a page that shows what it would come to, then the doing of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django_fsm import ConcurrentTransition, TransitionNotAllowed

from operators.admin import forms_shown
from operators.admin.changes import SENT_BEFORE, actor_of, require
from operators.admin.pages import Visit
from operators.admin.staff import staff_of
from operators.tenancy.errors import DomainError
from operators.tenancy.money_permissions import (
    check_user_can_compensate,
    check_user_can_move_money,
    check_user_can_refund,
    check_user_can_waive_fees,
)
from sales.admin.order_effects import Outlook, outlook_of
from sales.admin.order_forms import CompensationForm, MoneyForm, RefundForm
from sales.models import Order
from sales.money import Money
from sales.orders.errors import KeptByBooking
from sales.orders.states import Keeper, OrderState
from sales.refunds.actions import compensate_order, give_back_excess, refund_lines
from sales.refunds.previews import preview_effect
from sales.refunds.terms import Refund
from sales.refunds.ways import Way, giving_up, lowering, taking_back

REFUND_PAGE = "admin/order_refund.html"
LOOK = "look"
"""The button that asks what it would come to."""
CHANGED = "This is not possible any more in the state that {order} is in; look at it again."


@dataclass(frozen=True, kw_only=True)
class MoneyAct:
    """A way of giving money back. `way` and `act` take what the form is worth, by name."""

    visit: Visit
    question: str
    form: type[MoneyForm]
    way: Callable[..., Way]
    act: Callable[..., Refund]


def is_sold(order: Order) -> bool:
    """Whether the order holds what can be given back here."""
    was_sold = order.state == OrderState.CONFIRMED or (
        order.state == OrderState.DRAFT and order.version > 1
    )
    return order.keeper == Keeper.ORDER and was_sold


def has_money_to_return(order: Order) -> bool:
    """Whether a draft has money that nothing was sold for."""
    return (
        order.keeper == Keeper.ORDER
        and order.state == OrderState.DRAFT
        and order.captured_amount > order.credited_amount
    )


REFUND = MoneyAct(
    visit=Visit(title="Refund", allowed=check_user_can_refund, offered=is_sold),
    question="Lines are taken back, their tickets end, and what the rules leave goes back the way "
    "that it was paid.",
    form=RefundForm,
    way=taking_back,
    act=refund_lines,
)
COMPENSATE = MoneyAct(
    visit=Visit(title="Compensate", allowed=check_user_can_compensate, offered=is_sold),
    question="The price is lowered afterwards, and that much goes back the way that it was paid. "
    "Tickets stay good.",
    form=CompensationForm,
    way=lowering,
    act=compensate_order,
)
GIVE_BACK = MoneyAct(
    visit=Visit(
        title="Give money back", allowed=check_user_can_move_money, offered=has_money_to_return
    ),
    question="What was never sold is taken off the order, and all that was paid too much goes back "
    "the way that it was paid.",
    form=MoneyForm,
    way=giving_up,
    act=give_back_excess,
)


def show_refund(page: Any, request: HttpRequest, order: Order, act: MoneyAct) -> HttpResponse:
    """The form; below it, once it was asked, what it would come to; then it is done."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    now = timezone.now()
    sent = request.POST if request.method == "POST" else request.GET
    is_asked = request.method == "POST" or LOOK in sent
    form = act.form(sent if is_asked else None, order=order, user=staff_of(request), at=now)
    is_usable = is_asked and form.is_valid()
    if is_usable and form.waives_fee:
        require(check_user_can_waive_fees, request, order.tenant)
    if is_usable and request.method == "POST":
        return give(page, request, order, act, form, at=now)
    outlook = look_ahead(page, request, order, act, form, at=now) if is_usable else None
    if order.keeper != Keeper.ORDER:
        outlook = Outlook(refusal=KeptByBooking().detail)
    return refund_page(page, request, order, act, form, outlook)


def look_ahead(
    page: Any, request: HttpRequest, order: Order, act: MoneyAct, form: MoneyForm, *, at: datetime
) -> Outlook:
    """What it comes to, or why it is refused; nothing is stored and no provider is asked."""
    try:
        way = act.way(**form.worth())
        effect = preview_effect(order, way, by=actor_of(request), at=at)
    except (DomainError, TransitionNotAllowed, ConcurrentTransition) as refusal:
        return Outlook(refusal=sentence_of(refusal, order))
    with timezone.override(order.tenant.zone):
        return outlook_of(effect, before=order, site=page.admin_site, request=request)


def give(
    page: Any, request: HttpRequest, order: Order, act: MoneyAct, form: MoneyForm, *, at: datetime
) -> HttpResponse:
    """Do it, if the order is as it was when the page told what it comes to."""
    back = page.page_of(order)
    if not forms_shown.take(request):
        messages.error(request, SENT_BEFORE)
        return redirect(back)
    seen = form.cleaned_data["revision"]
    try:
        refund = act.act(order, **form.worth(), expected_revision=seen, by=actor_of(request), at=at)
    except (DomainError, TransitionNotAllowed, ConcurrentTransition) as refusal:
        messages.error(request, sentence_of(refusal, order))
        return redirect(back)
    done = f"Gave back {Money(refund.amount, order.currency)}."
    page.log_change(request, order, f"{act.visit.title}: {done}")
    messages.success(request, done)
    return redirect(back)


def refund_page(
    page: Any,
    request: HttpRequest,
    order: Order,
    act: MoneyAct,
    form: MoneyForm,
    outlook: Outlook | None,
) -> TemplateResponse:
    context = {
        **page.admin_site.each_context(request),
        "opts": page.model._meta,
        "title": f"{act.visit.title}: {order}",
        "act": act,
        "object": order,
        "form": form,
        "look": LOOK,
        "outlook": outlook,
        "is_kept": order.keeper != Keeper.ORDER,
        "keepers": page.keepers_of(request, order),
        "asked": form.asked(),
        "back": page.page_of(order),
        "shown": forms_shown.remember(request),
    }
    return TemplateResponse(request, REFUND_PAGE, context)


def sentence_of(refusal: Exception, order: Order) -> str:
    """What to tell the person when it was refused."""
    return refusal.detail if isinstance(refusal, DomainError) else CHANGED.format(order=order)
