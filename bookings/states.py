"""The lives of bookings and legs, in the words of TOMP, which every face translates."""

from django.db import models


class BookingKind(models.TextChoices):
    """What was booked: a journey by the timetable, or the use of one vehicle."""

    JOURNEY = "JOURNEY"
    RENTAL = "RENTAL"


class BookingState(models.TextChoices):
    """An offer is not a booking yet; a row exists from PENDING on."""

    PENDING = "PENDING"
    REJECTED = "REJECTED"
    RELEASED = "RELEASED"
    EXPIRED = "EXPIRED"
    CONDITIONAL_CONFIRMED = "CONDITIONAL_CONFIRMED"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"
    STARTED = "STARTED"
    FINISHED = "FINISHED"


SOLD = [
    BookingState.CONFIRMED,
    BookingState.CANCELLED,
    BookingState.STARTED,
    BookingState.FINISHED,
]
GIVEN_UP = [BookingState.REJECTED, BookingState.RELEASED, BookingState.EXPIRED]
RIDING = [BookingState.CONFIRMED, BookingState.STARTED]
CLOSED = [BookingState.CANCELLED, BookingState.FINISHED, *GIVEN_UP]


class LegState(models.TextChoices):
    NOT_STARTED = "NOT_STARTED"
    PREPARING = "PREPARING"
    IN_USE = "IN_USE"
    PAUSED = "PAUSED"
    FINISHING = "FINISHING"
    FINISHED = "FINISHED"
    ISSUE_REPORTED = "ISSUE_REPORTED"
    CANCELLED = "CANCELLED"


WAITING_LEGS = [LegState.NOT_STARTED, LegState.PREPARING]
RIDING_LEGS = [LegState.IN_USE, LegState.PAUSED, LegState.FINISHING]
OPEN_LEGS = [*WAITING_LEGS, LegState.IN_USE]
ENDING_LEGS = [*WAITING_LEGS, *RIDING_LEGS]
CLOSED_LEGS = [LegState.FINISHED, LegState.CANCELLED]


class BookingEventName(models.TextChoices):
    HELD = "HELD"
    CONFIRMED = "CONFIRMED"
    RELEASED = "RELEASED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"
    STARTED = "STARTED"
    FINISHED = "FINISHED"
    LEG_STARTED = "LEG_STARTED"
    LEG_FINISHING = "LEG_FINISHING"
    LEG_FINISHED = "LEG_FINISHED"
    LEG_CANCELLED = "LEG_CANCELLED"
    LOCK_BUSY = "LOCK_BUSY"
    UNLOCKED = "UNLOCKED"
    LOCKED = "LOCKED"
    CHANGED = "CHANGED"
    SUBSCRIBED = "SUBSCRIBED"
    UNSUBSCRIBED = "UNSUBSCRIBED"
    MESSAGE_SENT = "MESSAGE_SENT"
    MESSAGE_RECEIVED = "MESSAGE_RECEIVED"


class MessageDirection(models.TextChoices):
    TO_PARTNER = "TO_PARTNER"
    FROM_PARTNER = "FROM_PARTNER"


class MessageKind(models.TextChoices):
    """What a message about a booking is about."""

    NO_VEHICLE = "NO_VEHICLE", "Vehicle not available"
    NO_SHOW = "NO_SHOW", "Traveller did not show up"
    ARRIVAL = "ARRIVAL", "Minutes until arrival"
    FOR_DRIVER = "FOR_DRIVER", "Message to the driver"
    FOR_TRAVELLER = "FOR_TRAVELLER", "Message to the traveller"
    OTHER = "OTHER", "Something else"
