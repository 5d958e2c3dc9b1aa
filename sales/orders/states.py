"""The lives of orders and their lines, the words for their parts, and what happens to them."""

from django.db import models


class OrderState(models.TextChoices):
    """A DRAFT may change; a CONFIRMED order is paid in full; CANCELLED ones never were sold."""

    DRAFT = "DRAFT"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class Keeper(models.TextChoices):
    """What an order is changed through: the booking that bought it; the bookings that were paid at
    once, whose purchase sells it when it is paid; or the order itself."""

    BOOKING = "BOOKING"
    PURCHASE = "PURCHASE"
    ORDER = "ORDER"


class LineState(models.TextChoices):
    DRAFT = "DRAFT"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class FeeType(models.TextChoices):
    """Why a fee is taken, in Entur's words; a REDUCTION alone is negative."""

    MANUAL = "MANUAL"
    REFUNDING = "REFUNDING"
    ONBOARD = "ONBOARD"
    CHANGE = "CHANGE"
    INVOICE = "INVOICE"
    CHANGE_NON_REFUNDABLE = "CHANGE_NON_REFUNDABLE"
    PENALTY = "PENALTY"
    BOOKING = "BOOKING"
    REDUCTION = "REDUCTION"


class NoteType(models.TextChoices):
    """What a note on an order is about."""

    GENERAL = "GENERAL"
    PENALTY_FARE = "PENALTY_FARE"
    ZERO_TICKET = "ZERO_TICKET"


class CustomerKind(models.TextChoices):
    """TEMPORARY customers stand for a sale to somebody unknown; PERSONNEL works for a seller."""

    STANDARD = "STANDARD"
    PERSONNEL = "PERSONNEL"
    TEMPORARY = "TEMPORARY"


class CustomerEventName(models.TextChoices):
    BLOCKED = "BLOCKED"
    UNBLOCKED = "UNBLOCKED"
    OPENED = "OPENED", "Account opened"
    CHANGED = "CHANGED", "Account changed"
    ERASED = "ERASED"


class OrderEventName(models.TextChoices):
    CREATED = "CREATED"
    REOPENED = "REOPENED"
    CONFIRMED = "CONFIRMED"
    PAID = "PAID"
    CREDITED = "CREDITED"
    LINES_ADDED = "LINES_ADDED"
    LINES_CHANGED = "LINES_CHANGED"
    LINES_CANCELLED = "LINES_CANCELLED"
    TICKETS_VOIDED = "TICKETS_VOIDED"
    TICKETS_HANDED_OUT = "TICKETS_HANDED_OUT"
    VALIDITY_MOVED = "VALIDITY_MOVED"
    HOLDER_CHANGED = "HOLDER_CHANGED"
    TRAVELLERS_ADDED = "TRAVELLERS_ADDED"
    TRAVELLERS_REMOVED = "TRAVELLERS_REMOVED"
    FEE_ADDED = "FEE_ADDED"
    FEE_REMOVED = "FEE_REMOVED"
    CONTACT_CHANGED = "CONTACT_CHANGED"
    NOTE_ADDED = "NOTE_ADDED"
    EXTRA_COST_CLAIMED = "EXTRA_COST_CLAIMED"
    RESET = "RESET"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
