"""The lives of tickets and of the keys that sign their barcodes."""

from datetime import timedelta

from django.db import models

LONGEST_ROTATION = timedelta(seconds=300)
"""No rotating barcode lives longer than this before the next one takes over."""
LONGEST_PREFETCH = timedelta(seconds=900)
"""Windows that a client may hold ahead for bad coverage (barcode format §2.4)."""
LONGEST_AHEAD = timedelta(days=1)
"""No window is signed further ahead than this: wallets take a day of them at once (§8)."""


class TicketState(models.TextChoices):
    """ISSUED waits to be activated; only an ACTIVE ticket may be shown."""

    ISSUED = "ISSUED"
    ACTIVE = "ACTIVE"
    USED = "USED"
    EXPIRED = "EXPIRED"
    VOIDED = "VOIDED"


class KeyPurpose(models.TextChoices):
    """What a key signs, and nothing else: compact tokens, UIC barcodes, or block lists."""

    T1 = "T1", "T1"
    UIC = "UIC", "UIC"
    LIST = "LIST", "Block list"


class KeyState(models.TextChoices):
    """NEXT is published ahead, ACTIVE signs, RETIRED still verifies, REMOVED has nothing left to
    verify and is published no more, REVOKED is refused."""

    NEXT = "NEXT"
    ACTIVE = "ACTIVE"
    RETIRED = "RETIRED"
    REMOVED = "REMOVED"
    REVOKED = "REVOKED"


class FareDocument(models.TextChoices):
    """The document of a UIC barcode: a single or period ticket, or a card such as a month pass."""

    OPEN_TICKET = "OPEN_TICKET"
    PASS = "PASS"  # noqa: S105 - a month pass


class Activation(models.TextChoices):
    """When a ticket becomes active: with its sale, or when the traveller says so."""

    AT_ONCE = "AT_ONCE"
    LATER = "LATER"


class ValidityKind(models.TextChoices):
    """How long an active ticket is valid."""

    DURATION = "DURATION"
    CALENDAR_DAY = "CALENDAR_DAY"
    FIXED_DATES = "FIXED_DATES"


class TicketEventName(models.TextChoices):
    ISSUED = "ISSUED"
    ACTIVATED = "ACTIVATED"
    USED = "USED"
    EXPIRED = "EXPIRED"
    VOIDED = "VOIDED"
    VALIDITY_MOVED = "VALIDITY_MOVED"
    REISSUED = "REISSUED"
    LINK_MADE = "LINK_MADE"
    HANDSET_REGISTERED = "HANDSET_REGISTERED"
    MOVED = "MOVED"
    SCANNED_TWICE = "SCANNED_TWICE"


class KeyEventName(models.TextChoices):
    MADE = "MADE"
    ACTIVATED = "ACTIVATED"
    RETIRED = "RETIRED"
    REMOVED = "REMOVED"
    REVOKED = "REVOKED"


class BlockReason(models.TextChoices):
    """Why a ticket is on the block list: staff voided it, its sale was taken back, or it moved to
    another phone and is refused on the one before."""

    VOIDED = "VOIDED"
    REFUNDED = "REFUNDED"
    MOVED = "MOVED"
