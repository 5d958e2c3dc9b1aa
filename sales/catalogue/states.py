"""The fixed words of the catalogue."""

from django.db import models


class ChannelMode(models.TextChoices):
    """SANDBOX sales issue specimen tickets and never reach the books."""

    LIVE = "LIVE"
    SANDBOX = "SANDBOX"


class Cancellation(models.TextChoices):
    """Until when a sold booking can be given back."""

    NEVER = "NEVER"
    UNTIL_ACTIVATION = "UNTIL_ACTIVATION"
    UNTIL_DEPARTURE = "UNTIL_DEPARTURE"


class FareClass(models.TextChoices):
    """In which class of the vehicle a product lets people travel (NeTEx, class of use)."""

    FIRST = "FIRST", "First class"
    SECOND = "SECOND", "Second class"
    THIRD = "THIRD", "Third class"
    BUSINESS = "BUSINESS", "Business class"
    PREMIUM = "PREMIUM", "Premium class"
    STANDARD = "STANDARD", "Standard class"
    ECONOMY = "ECONOMY", "Economy class"


class FareBasis(models.TextChoices):
    """What the price of a trip depends on. Where several fit, the first of this order is taken;
    fares for rides stand between DISTANCE and FLAT."""

    AREAS = "AREAS", "From one area to another"
    ZONES = "ZONES", "Up to so many zones"
    DISTANCE = "DISTANCE", "By distance"
    FLAT = "FLAT", "One price"


class TransferKind(models.TextChoices):
    """What is paid for the ride after a change (GTFS fare_transfer_type 0, 1 and 2)."""

    INSTEAD_OF_NEXT = "INSTEAD_OF_NEXT", "The ride before, and this instead of the next ride"
    ON_TOP = "ON_TOP", "Both rides, and this on top"
    INSTEAD_OF_BOTH = "INSTEAD_OF_BOTH", "This instead of both rides"


class TimeLimit(models.TextChoices):
    """Between which moments a change must lie (GTFS duration_limit_type 0 to 3)."""

    DEPARTURE_TO_ARRIVAL = "DEPARTURE_TO_ARRIVAL"
    DEPARTURE_TO_DEPARTURE = "DEPARTURE_TO_DEPARTURE"
    ARRIVAL_TO_DEPARTURE = "ARRIVAL_TO_DEPARTURE"
    ARRIVAL_TO_ARRIVAL = "ARRIVAL_TO_ARRIVAL"
