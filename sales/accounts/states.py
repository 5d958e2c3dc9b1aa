"""What happens to accounts, and what their letters ask for."""

from django.db import models


class AccountEventName(models.TextChoices):
    OPENED = "OPENED"
    VERIFIED = "VERIFIED", "E-mail address verified"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105 - the name of an event
    LINKED = "LINKED", "Linked to a partner"
    UNLINKED = "UNLINKED", "Link to a partner ended"
    BLOCKED = "BLOCKED"
    UNBLOCKED = "UNBLOCKED"
    ERASED = "ERASED"
    GRANTED = "GRANTED", "An app was let in"
    GRANT_ENDED = "GRANT_ENDED", "An app was shut out"
    GRANT_MISUSED = "GRANT_MISUSED", "A used code or token of an app came back"


class Purpose(models.TextChoices):
    """What the address in a letter allows: to verify an e-mail address, or to choose a new
    password."""

    VERIFY = "verify"
    RENEW = "renew"
