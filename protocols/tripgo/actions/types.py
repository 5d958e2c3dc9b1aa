"""The kinds of actions that apps know."""

from enum import StrEnum


class ActionType(StrEnum):
    """`type` of an action; apps know no others."""

    CANCEL = "CANCEL"
    CALL = "CALL"
    QRCODE = "QRCODE"
    RATE = "RATE"
    LOCK = "LOCK"
    UNLOCK = "UNLOCK"
    SHOW_TICKETS = "SHOW_TICKETS"
    ACTIVATE_TICKETS = "ACTIVATE_TICKETS"
    REQUESTANOTHER = "REQUESTANOTHER"
    SHOW_RELATED_TRIP = "SHOW_RELATED_TRIP"
