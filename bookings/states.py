"""The lives of bookings and legs, in the words of TOMP, which every face translates."""

from django.db import models


class BookingKind(models.TextChoices):
    """What was booked: a journey by the timetable, the use of one vehicle, something that another
    operator's server sells and this one resells, or a ride in a vehicle that comes with a driver.
    """

    JOURNEY = "JOURNEY"
    RENTAL = "RENTAL"
    SUPPLIED = "SUPPLIED"
    TAXI = "TAXI"


WITHOUT_TICKETS = [BookingKind.RENTAL, BookingKind.SUPPLIED, BookingKind.TAXI]
"""Kinds that have no ticket of ours, and that may be confirmed before there is an order."""


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


HELD = [BookingState.PENDING, BookingState.CONDITIONAL_CONFIRMED]
"""Promised and not sold: until it is committed, and then until the operator has answered."""
SOLD = [
    BookingState.CONFIRMED,
    BookingState.CANCELLED,
    BookingState.STARTED,
    BookingState.FINISHED,
]
GIVEN_UP = [BookingState.REJECTED, BookingState.RELEASED, BookingState.EXPIRED]
RIDING = [BookingState.CONFIRMED, BookingState.STARTED]
CLOSED = [BookingState.CANCELLED, BookingState.FINISHED, *GIVEN_UP]
CALLED_OFF = [BookingState.CANCELLED, BookingState.RELEASED, BookingState.REJECTED]
"""Ended because somebody wished it, and not by the clock."""
OPEN_AGAIN = [*CALLED_OFF, BookingState.EXPIRED]
"""What was booked can be booked again."""


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


class LegAct(models.TextChoices):
    """What can be done with a leg; each kind of booking knows some of them."""

    PREPARE = "PREPARE"
    ASSIGN_ASSET = "ASSIGN_ASSET"
    SET_IN_USE = "SET_IN_USE"
    PAUSE = "PAUSE"
    OPEN_TRUNK = "OPEN_TRUNK"
    START_FINISHING = "START_FINISHING"
    FINISH = "FINISH"
    TIME_EXTEND = "TIME_EXTEND"
    TIME_POSTPONE = "TIME_POSTPONE"
    CANCEL = "CANCEL"


class BookingAct(models.TextChoices):
    """What can be done with a whole booking that is there."""

    COMMIT = "COMMIT"
    CANCEL = "CANCEL"
    EXTEND = "EXTEND"
    EXPIRE = "EXPIRE"


class SupplyWish(models.TextChoices):
    """What is wanted of the supplier of a booking that is resold."""

    HOLD = "HOLD"
    BOOK = "BOOK"
    COMMIT = "COMMIT"
    CANCEL = "CANCEL"
    ACT = "ACT"


class Origin(models.TextChoices):
    """On whose wish a booking is called off: the partner's (MP), the operator's (TO), or the
    traveller's."""

    MP = "MP"
    TO = "TO"
    END_USER = "END_USER"
    OTHER = "OTHER"


class BookingEventName(models.TextChoices):
    HELD = "HELD"
    EXTENDED = "EXTENDED"
    CONDITIONALLY_CONFIRMED = "CONDITIONALLY_CONFIRMED"
    CONFIRMED = "CONFIRMED"
    REJECTED = "REJECTED"
    RELEASED = "RELEASED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"
    STARTED = "STARTED"
    FINISHED = "FINISHED"
    LEG_PREPARED = "LEG_PREPARED"
    LEG_STARTED = "LEG_STARTED"
    LEG_PAUSED = "LEG_PAUSED"
    LEG_RESUMED = "LEG_RESUMED"
    LEG_FINISHING = "LEG_FINISHING"
    LEG_FINISHED = "LEG_FINISHED"
    LEG_CANCELLED = "LEG_CANCELLED"
    LEG_CHANGED = "LEG_CHANGED"
    ASSET_ASSIGNED = "ASSET_ASSIGNED"
    DRIVER_DECLINED = "DRIVER_DECLINED"
    TRUNK_OPENED = "TRUNK_OPENED"
    ANCILLARY_ADDED = "ANCILLARY_ADDED"
    ANCILLARY_REMOVED = "ANCILLARY_REMOVED"
    EXTRA_COST_CHARGED = "EXTRA_COST_CHARGED"
    SUPPLY_CHANGED = "SUPPLY_CHANGED"
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
    OUT_OF_LIMITS = "OUT_OF_LIMITS", "Vehicle outside of where it may be"
    OTHER = "OTHER", "Something else"


class PurchaseState(models.TextChoices):
    """PAYING: the customer was given a card payment. BUYING: its bookings are being committed, one
    after the other; whoever dies over it leaves that to a timer. FAILED: it could not be bought, so
    nothing of it stays held or charged."""

    HELD = "HELD"
    PAYING = "PAYING"
    BUYING = "BUYING"
    BOUGHT = "BOUGHT"
    ABANDONED = "ABANDONED"
    EXPIRED = "EXPIRED"
    FAILED = "FAILED"


UNBOUGHT = [PurchaseState.HELD, PurchaseState.PAYING]
"""Held, and given up when its time is over."""
UNDECIDED = [*UNBOUGHT, PurchaseState.BUYING]
OVER = [
    PurchaseState.BOUGHT,
    PurchaseState.ABANDONED,
    PurchaseState.EXPIRED,
    PurchaseState.FAILED,
]


class PayWay(models.TextChoices):
    """Who pays: the partner, which is invoiced, or the customer with a card."""

    ACCOUNT = "ACCOUNT"
    CARD = "CARD"


class PurchaseEventName(models.TextChoices):
    HELD = "HELD"
    PAYMENT_STARTED = "PAYMENT_STARTED"
    BUYING = "BUYING"
    BOUGHT = "BOUGHT"
    ABANDONED = "ABANDONED"
    EXPIRED = "EXPIRED"
    FAILED = "FAILED"
    MONEY_RETURNED = "MONEY_RETURNED"
