"""The words of a fleet. Those of TOMP 1.6 stand as they are, so that faces need no table."""

from __future__ import annotations

from django.db import models


class GatewayKind(models.TextChoices):
    """How the locks of a fleet's vehicles are reached."""

    SIMULATOR = "SIMULATOR", "Simulated vehicles"
    NONE = "NONE", "None: customers lock and unlock by hand"


class SystemKind(models.TextChoices):
    """Where the vehicles of fleets are taken and brought back to (TOMP, typeOfSystem)."""

    FREE_FLOATING = "FREE_FLOATING", "Anywhere in their regions"
    STATION_BASED = "STATION_BASED", "Stations"
    VIRTUAL_STATION_BASED = "VIRTUAL_STATION_BASED", "Stations without docks"


class RegionKind(models.TextChoices):
    """What holds inside a region."""

    OPERATING = "OPERATING"
    NO_ACCESS = "NO_ACCESS"
    NO_PARKING = "NO_PARKING"
    PARKING = "PARKING"
    DISCOUNT = "DISCOUNT"
    SPEEDLIMIT = "SPEEDLIMIT", "Speed limit"


class RegionSource(models.TextChoices):
    """Who keeps a region: the next refresh from GBFS replaces its own ones and no other."""

    GBFS = "GBFS", "The GBFS feed"
    OWN = "OWN", "Ourselves"


class AssetClass(models.TextChoices):
    """What kind of vehicle it is (TOMP 1.6, assetClass). A kick scooter is a STEP."""

    AIR = "AIR"
    BUS = "BUS"
    TROLLEYBUS = "TROLLEYBUS"
    TRAM = "TRAM"
    COACH = "COACH"
    RAIL = "RAIL"
    INTERCITYRAIL = "INTERCITYRAIL", "Intercity rail"
    URBANRAIL = "URBANRAIL", "Urban rail"
    METRO = "METRO"
    WATER = "WATER"
    FERRY = "FERRY"
    CABLEWAY = "CABLEWAY"
    FUNICULAR = "FUNICULAR"
    TAXI = "TAXI"
    SELFDRIVE = "SELFDRIVE", "Self-drive"
    FOOT = "FOOT"
    BICYCLE = "BICYCLE"
    MOTORCYCLE = "MOTORCYCLE"
    CAR = "CAR"
    SHUTTLE = "SHUTTLE"
    OTHER = "OTHER"
    PARKING = "PARKING"
    MOPED = "MOPED"
    STEP = "STEP", "Kick scooter"


class Propulsion(models.TextChoices):
    """What drives a vehicle (TOMP 1.6, propulsion)."""

    MUSCLE = "MUSCLE"
    ELECTRIC = "ELECTRIC"
    GASOLINE = "GASOLINE"
    DIESEL = "DIESEL"
    HYBRID = "HYBRID"
    LPG = "LPG", "LPG"
    HYDROGEN = "HYDROGEN"


class PartType(models.TextChoices):
    """How a part of a plan counts."""

    FIXED = "FIXED", "Fixed: once"
    FLEX = "FLEX", "Flex: for each unit begun"
    MAX = "MAX", "Max: never more than this"


class PlanPartKind(models.TextChoices):
    """Whether a part is the price itself, or takes from it or adds to it."""

    DEFAULT = "DEFAULT", "The price"
    DISCOUNT = "DISCOUNT"
    SURGE = "SURGE"


class PlanUnit(models.TextChoices):
    """What a flex part counts; scales count in all but seconds and percents."""

    KM = "KM", "kilometre"
    SECOND = "SECOND", "second"
    MINUTE = "MINUTE", "minute"
    HOUR = "HOUR", "hour"
    MILE = "MILE", "mile"
    PERCENTAGE = "PERCENTAGE", "percent"


class VehicleUse(models.TextChoices):
    """What the customer does with the vehicle while a part counts."""

    IN_USE = "IN_USE", "In use"
    PAUSED = "PAUSED"


class Day(models.TextChoices):
    """Days of the week (TOMP, systemHours)."""

    MON = "MON", "Monday"
    TUE = "TUE", "Tuesday"
    WED = "WED", "Wednesday"
    THU = "THU", "Thursday"
    FRI = "FRI", "Friday"
    SAT = "SAT", "Saturday"
    SUN = "SUN", "Sunday"


class HoursFor(models.TextChoices):
    """Whose hours these are (TOMP, systemHours)."""

    MEMBER = "MEMBER", "Members"
    NON_MEMBERS = "NON_MEMBERS", "Everybody else"


class Situation(models.TextChoices):
    """How a vehicle stands in its fleet; follows from its row and is not stored."""

    FREE = "FREE"
    TAKEN = "TAKEN", "With a customer"
    RESERVED = "RESERVED"
    EMPTY = "EMPTY", "Too empty"
    DISABLED = "DISABLED"
    RETIRED = "RETIRED"


class AssetEventName(models.TextChoices):
    """What happened to a vehicle, as far as its fleet is concerned."""

    ADDED = "ADDED"
    RESERVED = "RESERVED"
    RELEASED = "RELEASED"
    RETIRED = "RETIRED"
    RETURNED = "RETURNED"
    DISABLED = "DISABLED"
    ENABLED = "ENABLED"


class FleetImportState(models.TextChoices):
    """REFUSED: the feed is wrong, and nothing was changed; FAILED: it could not be read."""

    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    REFUSED = "REFUSED"
    FAILED = "FAILED"
