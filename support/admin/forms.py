"""What staff write about cases."""

from __future__ import annotations

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget
from unfold.widgets import UnfoldAdminTextareaWidget as TextArea

from operators.models import Membership
from operators.tenancy.permissions import user_can_work_on_cases
from support.models import SupportCase
from support.models.case import LONGEST_CONTACT, LONGEST_TEXT
from support.states import CaseKind, CasePriority


class TextForm(forms.Form):
    """Something that must be said."""

    text = forms.CharField(max_length=LONGEST_TEXT, widget=TextArea)


class LastWordForm(forms.Form):
    """Something that may be said."""

    text = forms.CharField(
        max_length=LONGEST_TEXT,
        required=False,
        widget=TextArea,
        help_text="The asker reads it; may be empty.",
    )


class PriorityForm(forms.Form):
    """Another priority."""

    priority = forms.TypedChoiceField(
        choices=CasePriority.choices, coerce=CasePriority, widget=UnfoldAdminSelectWidget
    )


class HandOverForm(forms.Form):
    """Who works on the case from now on."""

    assignee = forms.ModelChoiceField(
        Membership.objects.none(),
        required=False,
        label="To",
        empty_label="nobody in particular",
        widget=UnfoldAdminSelectWidget,
    )
    text = forms.CharField(
        max_length=LONGEST_TEXT,
        required=False,
        label="Note",
        widget=TextArea,
        help_text="For staff alone.",
    )

    def __init__(self, *args: Any, case: SupportCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.filter(tenant=case.tenant_id).select_related("user")
        fit = [
            each.pk
            for each in members.prefetch_related("user__memberships")
            if user_can_work_on_cases(each.user, case.tenant)
        ]
        self.fields["assignee"].queryset = members.filter(pk__in=fit)  # type: ignore[attr-defined]


class OpenForm(forms.Form):
    """What somebody asks about."""

    kind = forms.TypedChoiceField(
        choices=CaseKind.choices,
        coerce=CaseKind,
        label="What about",
        widget=UnfoldAdminSelectWidget,
    )
    priority = forms.TypedChoiceField(
        choices=[("", "as usual for that"), *CasePriority.choices],
        coerce=CasePriority,
        empty_value=None,
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    text = forms.CharField(max_length=LONGEST_TEXT, label="Question", widget=TextArea)
    contact = forms.CharField(
        max_length=LONGEST_CONTACT,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="How to reach the traveller.",
    )
