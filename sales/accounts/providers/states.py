"""How providers of accounts are reached, and what happens to links with them."""

from django.db import models


class ProviderKind(models.TextChoices):
    """Who keeps the accounts: we ourselves, or a server that speaks OAuth 2.0 (RFC 6749)."""

    OWN = "OWN", "Accounts of travellers here, by password"
    OAUTH2 = "OAUTH2", "OAuth 2.0, with a code"


class Asks(models.TextChoices):
    """What a traveller does to link: write a password in a form, or go to the provider's page."""

    PASSWORD = "PASSWORD"  # noqa: S105 - a way to sign in
    CODE = "CODE"


class ProviderLinkEventName(models.TextChoices):
    LINKED = "LINKED"
    RENEWED = "RENEWED", "Credentials renewed"
    REJECTED = "REJECTED", "Credentials rejected by the provider"
    UNLINKED = "UNLINKED"
    REPLACED = "REPLACED", "Replaced by a new link"
    LAPSED = "LAPSED"
    REVOKED = "REVOKED", "Credentials revoked at the provider"
    GIVEN_UP = "GIVEN_UP", "Revoking given up"
