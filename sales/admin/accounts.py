"""Travellers' own accounts, and the partners that may act for them."""

from __future__ import annotations

from django.contrib import admin
from django.utils import timezone
from unfold.decorators import display
from unfold.enums import ActionVariant

from operators.admin.changes import Change, change_button
from operators.admin.events import EventInline
from operators.admin.scoping import ScopedInline, TenantScopedAdmin
from operators.tenancy.permissions import (
    check_user_can_change_bookings,
    user_can_look_into_bookings,
)
from sales.accounts.actions.accounts import block_account, unblock_account
from sales.accounts.actions.links import revoke_link, revoke_links
from sales.accounts.grants.actions import revoke_grant, revoke_grants
from sales.accounts.grants.states import GrantScope
from sales.models import (
    AccountEvent,
    AccountGrant,
    AccountLink,
    ProviderLink,
    TravellerAccount,
)

STATE_COLOURS = {"Served": "success", "Blocked": "danger", "Erased": "warning"}
LINK_COLOURS = {"Open": "success", "Ended": "info", "Revoked": "warning"}
BLOCK_ACCOUNT = Change(
    act=block_account,
    title="Block account",
    question="Nobody can sign in to this account any more, and no partner can book for it. Its "
    "links rest meanwhile. What was sold stays as it is.",
    done="The account is blocked.",
    allowed=check_user_can_change_bookings,
    offered=lambda account: account.blocked_at is None and account.erased_at is None,
)
UNBLOCK_ACCOUNT = Change(
    act=unblock_account,
    title="Unblock account",
    question="The traveller can sign in again, and the links that have not ended open again.",
    done="The account is served again.",
    allowed=check_user_can_change_bookings,
    offered=lambda account: account.blocked_at is not None and account.erased_at is None,
)
END_LINKS = Change(
    act=revoke_links,
    title="End all links",
    question="No partner can book for this account any more, until the traveller links it again.",
    done="The links have ended.",
    allowed=check_user_can_change_bookings,
    offered=lambda account: account.links.live(timezone.now()).exists(),
)
SHUT_APPS_OUT = Change(
    act=revoke_grants,
    title="Shut all apps out",
    question="No app that the traveller let in can act for this account any more, until the "
    "traveller signs in there again.",
    done="The apps are shut out.",
    allowed=check_user_can_change_bookings,
    offered=lambda account: account.grants.live(timezone.now()).exists(),
)
SHUT_OUT = Change(
    act=revoke_grant,
    title="Shut app out",
    question="The app cannot act for this account any more with what it has, until the traveller "
    "signs in there again.",
    done="The app is shut out.",
    allowed=check_user_can_change_bookings,
    offered=lambda grant: grant.is_live(timezone.now()),
)
END_LINK = Change(
    act=revoke_link,
    title="End link",
    question="The partner cannot book for this account any more with this link. Other links stay.",
    done="The link has ended.",
    allowed=check_user_can_change_bookings,
    offered=lambda link: link.is_live(timezone.now()),
)


class AccountEventInline(EventInline):
    """What happened to the account, its links, and the apps that were let in."""

    model = AccountEvent
    may_look = staticmethod(user_can_look_into_bookings)
    fields = ["moment", "name", "link", "grant", "actor", "told"]


class AccountLinkInline(ScopedInline):
    """The partners that the account is or was linked to, newest first."""

    model = AccountLink
    may_look = staticmethod(user_can_look_into_bookings)
    fields = ["channel", "customer", "made_at", "ends_at", "revoked_at"]
    readonly_fields = ["made_at", "ends_at", "revoked_at"]
    ordering = ["-pk"]
    per_page = 20
    tab = True
    show_change_link = True
    verbose_name_plural = "Links to partners"


class ProviderLinkInline(ScopedInline):
    """The providers that the traveller has linked an account with, newest first."""

    model = ProviderLink
    may_look = staticmethod(user_can_look_into_bookings)
    fields = ["provider", "subject", "made_at", "rejected_at", "ended_at"]
    readonly_fields = ["made_at", "rejected_at", "ended_at"]
    ordering = ["-pk"]
    per_page = 20
    tab = True
    show_change_link = True
    verbose_name_plural = "Links to providers"


class AccountGrantInline(ScopedInline):
    """The apps that the traveller let in, newest first."""

    model = AccountGrant
    may_look = staticmethod(user_can_look_into_bookings)
    fields = ["client", "scopes", "made_at", "ends_at", "revoked_at"]
    readonly_fields = ["made_at", "ends_at", "revoked_at"]
    ordering = ["-pk"]
    per_page = 20
    tab = True
    show_change_link = True
    verbose_name_plural = "Apps"


@admin.register(TravellerAccount)
class TravellerAccountAdmin(TenantScopedAdmin):
    """Accounts that travellers opened themselves; passwords are shown to nobody."""

    may_look = staticmethod(user_can_look_into_bookings)
    list_display = ["email", "first_name", "last_name", "opened_at", "verified_at", "state"]
    list_select_related = ["tenant"]
    list_filter = [
        ("verified_at", admin.EmptyFieldListFilter),
        ("blocked_at", admin.EmptyFieldListFilter),
        ("erased_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["=reference", "email", "first_name", "last_name", "phone"]
    ordering = ["-pk"]
    fields = [
        ("email", "reference"),
        ("first_name", "last_name"),
        ("phone", "language"),
        ("opened_at", "verified_at"),
        ("blocked_at", "erased_at"),
    ]
    readonly_fields = ["reference"]
    inlines = [AccountLinkInline, AccountGrantInline, ProviderLinkInline, AccountEventInline]
    actions_detail = ["block", "unblock", "end_links", "shut_apps_out"]
    block = change_button(BLOCK_ACCOUNT, icon="block", variant=ActionVariant.DANGER)
    unblock = change_button(UNBLOCK_ACCOUNT, icon="check_circle", variant=ActionVariant.PRIMARY)
    end_links = change_button(END_LINKS, icon="link_off")
    shut_apps_out = change_button(SHUT_APPS_OUT, icon="no_accounts")

    @display(description="State", label=STATE_COLOURS)
    def state(self, account: TravellerAccount) -> str:
        if account.erased_at is not None:
            return "Erased"
        return "Served" if account.blocked_at is None else "Blocked"


@admin.register(AccountLink)
class AccountLinkAdmin(TenantScopedAdmin):
    """Links of travellers' accounts to partners; their secrets are kept nowhere."""

    may_look = staticmethod(user_can_look_into_bookings)
    list_display = ["account", "channel", "customer", "made_at", "ends_at", "state"]
    list_select_related = ["tenant", "account", "channel", "customer"]
    list_filter = ["channel", ("revoked_at", admin.EmptyFieldListFilter), "made_at"]
    search_fields = ["account__email", "=account__reference", "=customer__external_id"]
    ordering = ["-pk"]
    fields = [("account", "channel", "customer"), ("made_at", "ends_at", "revoked_at")]
    actions_detail = ["end"]
    end = change_button(END_LINK, icon="link_off", variant=ActionVariant.DANGER)

    @display(description="State", label=LINK_COLOURS)
    def state(self, link: AccountLink) -> str:
        if link.revoked_at is not None:
            return "Revoked"
        return "Open" if link.is_live(timezone.now()) else "Ended"


@admin.register(AccountGrant)
class AccountGrantAdmin(TenantScopedAdmin):
    """Apps that travellers let into their accounts; what these show is kept nowhere."""

    may_look = staticmethod(user_can_look_into_bookings)
    list_display = ["account", "client", "what", "made_at", "ends_at", "state"]
    list_select_related = ["tenant", "account", "client"]
    list_filter = ["client", ("revoked_at", admin.EmptyFieldListFilter), "made_at"]
    search_fields = ["account__email", "=account__reference", "=client__client_id"]
    ordering = ["-pk"]
    fields = [("account", "client"), "what", ("made_at", "ends_at", "revoked_at")]
    readonly_fields = ["what"]
    actions_detail = ["shut_out"]
    shut_out = change_button(SHUT_OUT, icon="no_accounts", variant=ActionVariant.DANGER)

    @display(description="What it may do")
    def what(self, grant: AccountGrant) -> str:
        return ", ".join(GrantScope(scope).label for scope in grant.scopes)

    @display(description="State", label=LINK_COLOURS)
    def state(self, grant: AccountGrant) -> str:
        if grant.revoked_at is not None:
            return "Revoked"
        return "Open" if grant.is_live(timezone.now()) else "Ended"
