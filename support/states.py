"""The life of a support case and the words around it."""

from django.db import models


class CaseState(models.TextChoices):
    """Whose turn it is: ours while PROCESSING, the asker's while UPDATE_REQUESTED."""

    PROCESSING = "PROCESSING"
    UPDATE_REQUESTED = "UPDATE_REQUESTED", "Update requested"
    RESOLVED = "RESOLVED"
    CANCELLED = "CANCELLED"


OPEN = [CaseState.PROCESSING, CaseState.UPDATE_REQUESTED]
CLOSED = [CaseState.RESOLVED, CaseState.CANCELLED]


class CaseKind(models.TextChoices):
    """What a case is about."""

    BROKEN_DOWN = "BROKEN_DOWN", "Broken down"
    NOT_AT_LOCATION = "NOT_AT_LOCATION", "Not where it should be"
    NOT_CLEAN = "NOT_CLEAN", "Not clean"
    NOT_AVAILABLE = "NOT_AVAILABLE", "Not available"
    CANNOT_OPEN = "CANNOT_OPEN", "Cannot be unlocked"
    CANNOT_CLOSE = "CANNOT_CLOSE", "Cannot be locked"
    GONE_AFTER_PAUSE = "GONE_AFTER_PAUSE", "Gone after a pause"
    ACCIDENT = "ACCIDENT"
    API_TECHNICAL = "API_TECHNICAL", "API: technical"
    API_FUNCTIONAL = "API_FUNCTIONAL", "API: functional"
    OTHER = "OTHER", "Something else"


class VehiclePart(models.TextChoices):
    """Where a vehicle is damaged."""

    FRONT = "FRONT"
    REAR = "REAR"
    LEFT = "LEFT"
    RIGHT = "RIGHT"
    TOP = "TOP"
    BOTTOM = "BOTTOM"
    INTERIOR = "INTERIOR"
    TYRE = "TYRE"
    ACCESSORY = "ACCESSORY"
    OTHER = "OTHER"


class CasePriority(models.TextChoices):
    """How much it is in the way of the one who asks, the worst first."""

    CANNOT_CONTINUE = "CANNOT_CONTINUE", "Cannot continue"
    CAN_CONTINUE = "CAN_CONTINUE", "Can continue"
    DISTURBING = "DISTURBING"
    QUESTION = "QUESTION"
    OTHER = "OTHER"


RESPONSE_MINUTES = {
    CasePriority.CANNOT_CONTINUE: 15,
    CasePriority.CAN_CONTINUE: 60,
    CasePriority.DISTURBING: 4 * 60,
    CasePriority.QUESTION: 24 * 60,
    CasePriority.OTHER: 24 * 60,
}
"""Within how many minutes the asker hears of us, unless the request says another time."""

PRIORITY_OF_KIND = {
    CaseKind.ACCIDENT: CasePriority.CANNOT_CONTINUE,
    CaseKind.CANNOT_OPEN: CasePriority.CANNOT_CONTINUE,
    CaseKind.CANNOT_CLOSE: CasePriority.CANNOT_CONTINUE,
    CaseKind.GONE_AFTER_PAUSE: CasePriority.CANNOT_CONTINUE,
    CaseKind.BROKEN_DOWN: CasePriority.CANNOT_CONTINUE,
    CaseKind.NOT_AT_LOCATION: CasePriority.CAN_CONTINUE,
    CaseKind.NOT_AVAILABLE: CasePriority.CAN_CONTINUE,
    CaseKind.API_TECHNICAL: CasePriority.CAN_CONTINUE,
    CaseKind.API_FUNCTIONAL: CasePriority.QUESTION,
    CaseKind.NOT_CLEAN: CasePriority.DISTURBING,
    CaseKind.OTHER: CasePriority.OTHER,
}
"""What is assumed where a request names no priority."""


class CaseMessageKind(models.TextChoices):
    """The asker is the partner that opened the case, or whoever staff opened it for."""

    TO_ASKER = "TO_ASKER", "To the asker"
    FROM_ASKER = "FROM_ASKER", "From the asker"
    NOTE = "NOTE", "Note among staff"


class CaseEventName(models.TextChoices):
    OPENED = "OPENED"
    ANSWERED = "ANSWERED"
    UPDATE_ASKED = "UPDATE_ASKED", "Update asked for"
    UPDATED = "UPDATED"
    RESOLVED = "RESOLVED"
    CANCELLED = "CANCELLED"
    REOPENED = "REOPENED"
    NOTED = "NOTED"
    TAKEN = "TAKEN"
    HANDED_OVER = "HANDED_OVER", "Handed over"
    RANKED = "RANKED", "Priority changed"
    OVERDUE = "OVERDUE"
    ERASED = "ERASED", "Personal data erased"


TOLD_TO_ASKER = [
    CaseEventName.OPENED,
    CaseEventName.ANSWERED,
    CaseEventName.UPDATE_ASKED,
    CaseEventName.UPDATED,
    CaseEventName.RESOLVED,
    CaseEventName.CANCELLED,
    CaseEventName.REOPENED,
]
"""The steps of a case that its asker is told; the others stay among staff."""
