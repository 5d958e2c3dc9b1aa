"""The tenant's account with the card provider: its keys are set on the tenant's page."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from unfold.decorators import display
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldAdminTextInputWidget

from operators.admin.changes import Change, change_button
from operators.admin.scoping import TenantScopedAdmin
from operators.admin.tenancy import TenantAdmin
from operators.models import Tenant
from operators.tenancy.permissions import (
    check_user_can_set_up_selling,
    user_can_look_into_selling,
)
from sales.models import CardAccount
from sales.payments.actions import set_card_account

LONGEST_KEY = 255


def secret(label: str, help_text: str) -> forms.CharField:
    """A field whose text is sent, and never shown."""
    widget = UnfoldAdminPasswordWidget(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=LONGEST_KEY, widget=widget, help_text=help_text)


class CardKeysForm(forms.Form):
    """The keys as the provider's dashboard shows them."""

    publishable_key = forms.CharField(
        max_length=LONGEST_KEY,
        widget=UnfoldAdminTextInputWidget,
        help_text="Begins with pk_. Browsers of customers see it.",
    )
    secret_key = secret("Secret key", "Begins with sk_ or rk_. It is stored sealed.")
    callback_secret = secret(
        "Signing secret", "Of the webhook, begins with whsec_. It is stored sealed."
    )


SET_CARD_KEYS = Change(
    act=set_card_account,
    title="Card provider keys",
    question="These keys of your Stripe account take the place of those that were set before; the "
    "two secret ones are never shown again. Give Stripe the callback address of the account, which "
    "its page shows afterwards, for events of payment intents.",
    done="Set the keys of the card provider.",
    allowed=check_user_can_set_up_selling,
    form=CardKeysForm,
)

admin.site.unregister(Tenant)


@admin.register(Tenant)
class TenantWithCardsAdmin(TenantAdmin):
    """Tenants; `operators` knows no payments, so their keys are added here."""

    actions_detail = ["card_keys"]
    card_keys = change_button(SET_CARD_KEYS, icon="credit_score")


@admin.register(CardAccount)
class CardAccountAdmin(TenantScopedAdmin):
    """The tenant's account with the card provider; its secrets are never shown."""

    may_look = staticmethod(user_can_look_into_selling)
    list_display = ["publishable_key", "created_at"]
    list_select_related = ["tenant"]
    ordering = ["pk"]
    fields = ["publishable_key", "callback_address", "created_at"]
    readonly_fields = ["callback_address", "created_at"]

    @display(description="Callback address")
    def callback_address(self, account: CardAccount) -> str:
        return settings.BASE_URL + reverse("card-callback", args=[account.reference])
