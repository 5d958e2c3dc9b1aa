"""The letters to travellers about their accounts.

They name nothing that was typed into the account: anybody can open one with somebody else's e-mail
address, and must not have text of theirs sent to it.
"""

from __future__ import annotations

from django.template.loader import render_to_string

from operators.tenancy.models import Tenant
from sales.accounts.states import Purpose
from sales.letters.addresses import place_for
from sales.letters.states import Language

SUBJECTS = {
    (Purpose.VERIFY, Language.ENGLISH): "Confirm your e-mail address for {}",
    (Purpose.VERIFY, Language.BOKMAL): "Bekreft e-postadressen din hos {}",
    (Purpose.RENEW, Language.ENGLISH): "Choose a new password for {}",
    (Purpose.RENEW, Language.BOKMAL): "Velg et nytt passord hos {}",
}


def subject_of(tenant: Tenant, purpose: Purpose, language: Language) -> str:
    return SUBJECTS[purpose, language].format(tenant.name)


def text_of(tenant: Tenant, purpose: Purpose, language: Language) -> str:
    """Plain text, with a place for the address."""
    words = {"tenant": tenant.name, "address": place_for(purpose)}
    template = f"letters/account_{purpose.value}.{language.value}.txt"
    return render_to_string(template, words).strip() + "\n"
