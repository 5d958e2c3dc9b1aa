"""Sales channels: who sells there, what is on sale, and the tokens that open them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from operators.admin.changes import Change, change_button
from operators.admin.forms import TenantForm
from operators.admin.pages import Visit, page_button
from operators.admin.returning import link_to_add
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.admin.staff import staff_of
from operators.admin.tokens import ChannelTokenForm, show_secret
from operators.admin.zones import shown_in_tenant_zone, to_the_minute
from operators.tenancy.permissions import (
    check_user_can_manage_tokens,
    check_user_can_set_up_selling,
    user_can_look_into_selling,
    user_can_manage_tokens,
    user_can_set_up_selling,
)
from sales.admin.guides import address_of_guide, show_guide
from sales.admin.methods import PaymentMethodInline
from sales.admin.set_up import Step
from sales.catalogue.actions import issue_channel_token
from sales.catalogue.channels import MOST_EXTENSIONS
from sales.catalogue.states import ChannelMode
from sales.models import CatalogueEntry, ChannelRight, ChannelToken, SalesChannel

SECONDS = range(30, 86_401)
MODE_COLOURS = {ChannelMode.LIVE.label: "success", ChannelMode.SANDBOX.label: "info"}

ISSUE_TOKEN = Change(
    act=issue_channel_token,
    title="Issue token",
    question="The partner's program sends this token to sell through the channel. Its secret is "
    "shown once, on the next page.",
    done="Issued a token.",
    allowed=check_user_can_manage_tokens,
    form=ChannelTokenForm,
    answer=show_secret,
    once=True,
)


SET_UP = Visit(title="Set-up guide", allowed=check_user_can_set_up_selling)


class SalesChannelForm(TenantForm):
    """A channel, which turns to one product at a time only while that is true."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("offer_seconds", "hold_seconds"):
            if cleaned.get(name) is not None and cleaned[name] not in SECONDS:
                self.add_error(name, "Write 30 seconds to 86400, which is a day.")
        if (cleaned.get("hold_extensions") or 0) > MOST_EXTENSIONS:
            self.add_error("hold_extensions", f"Write 0 to {MOST_EXTENSIONS}.")
        if cleaned.get("single_product") and self.instance.pk and self._has_overlaps():
            self.add_error(
                "single_product",
                "Two products are on sale here in one period; end one of these entries first.",
            )
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # An id that was left empty is made when the channel is stored.
        made = set() if self.cleaned_data.get("netex_id") else {"netex_id"}
        return super()._get_validation_exclusions() | made

    def _has_overlaps(self) -> bool:
        others = CatalogueEntry.objects.filter(
            channel=self.instance, period__overlap=OuterRef("period")
        ).exclude(pk=OuterRef("pk"))
        return CatalogueEntry.objects.filter(Exists(others), channel=self.instance).exists()


class EntryInline(ScopedInline):
    """What is on sale here; entries are changed on their own page."""

    model = CatalogueEntry
    may_look = staticmethod(user_can_look_into_selling)
    fields = ["product", "starts_at", "ends_at"]
    readonly_fields = ["starts_at", "ends_at"]
    ordering = ["-period"]
    per_page = 20
    show_change_link = True
    tab = True
    verbose_name_plural = "On sale"
    template_before = "admin/entries_before.html"

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        if obj is not None and user_can_set_up_selling(staff_of(request), obj.tenant):
            back = reverse("admin:sales_saleschannel_change", args=[obj.pk])
            formset.link_to_add = link_to_add(CatalogueEntry, back=back, channel=obj.pk)
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("product", "channel")

    @display(description="On sale from")
    def starts_at(self, entry: CatalogueEntry) -> str:
        return to_the_minute(entry.period.lower)

    @display(description="Until")
    def ends_at(self, entry: CatalogueEntry) -> str:
        return to_the_minute(entry.period.upper) or "no end"


class ChannelRightInline(ScopedInline):
    """What organisations may do here through clients of their own."""

    model = ChannelRight
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    fields = ["organisation", "action"]
    ordering = ["organisation__name", "action"]
    per_page = 20
    tab = True
    verbose_name_plural = "Rights"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("organisation", "channel")


class ChannelTokenInline(ScopedInline):
    """The tokens that open this channel."""

    model = ChannelToken
    may_look = staticmethod(user_can_manage_tokens)
    fields = ["token", "last_used_at", "revoked_at"]
    readonly_fields = ["last_used_at", "revoked_at"]
    ordering = ["-token"]
    per_page = 20
    tab = True
    verbose_name_plural = "Tokens"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("token", "channel")

    @display(description="Last used")
    def last_used_at(self, link: ChannelToken) -> str:
        return to_the_minute(link.token.last_used_at)

    @display(description="Revoked")
    def revoked_at(self, link: ChannelToken) -> str:
        return to_the_minute(link.token.revoked_at)


@admin.register(SalesChannel)
class SalesChannelAdmin(TenantScopedAdmin):
    """Ways to the market."""

    form = SalesChannelForm
    may_look = staticmethod(user_can_look_into_selling)
    may_change = staticmethod(user_can_set_up_selling)
    list_display = ["name", "code", "shown_mode", "seller", "partner", "single_product"]
    list_select_related = ["tenant", "seller", "partner"]
    list_filter = ["mode", "seller", "partner"]
    search_fields = ["name", "code", "partner__name"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "code", "netex_id", "mode"]}),
        ("Parties", {"fields": ["seller", "partner", "open_to_all_organisations"]}),
        (
            "Rules of selling",
            {
                "fields": [
                    "single_product",
                    ("offer_seconds", "hold_seconds", "hold_extensions"),
                    "ticket_media",
                    "leg_shares_id",
                ]
            },
        ),
    ]
    inlines = [EntryInline, PaymentMethodInline, ChannelRightInline, ChannelTokenInline]
    actions_list = ["set_up_new"]
    actions_detail = ["set_up", "issue_token"]
    issue_token = change_button(ISSUE_TOKEN, icon="key")

    @page_button(SET_UP, icon="checklist", variant=ActionVariant.PRIMARY)
    def set_up(self, request: HttpRequest, channel: Any) -> HttpResponse:
        return show_guide(self, request, channel)

    def has_set_up_permission(self, request: HttpRequest) -> bool:
        """Whether the person may add channels to any tenant."""
        return self.has_add_permission(request)

    @action(
        description="Set up a channel",
        url_path="set-up",
        icon="checklist",
        permissions=["set_up"],
    )
    @shown_in_tenant_zone
    def set_up_new(self, request: HttpRequest) -> HttpResponse:
        return show_guide(self, request, None)

    def last_steps(
        self, request: HttpRequest, channel: SalesChannel | None, *, is_ready: bool
    ) -> list[Step]:
        """What the apps above add to the guide, whose own steps are all done when it is ready."""
        return []

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return HttpResponseRedirect(address_of_guide(obj))

    @display(description="Mode", ordering="mode", label=MODE_COLOURS)
    def shown_mode(self, channel: SalesChannel) -> str:
        return channel.get_mode_display()
