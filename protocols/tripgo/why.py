"""Why this face itself refuses something, in words for the traveller."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """The sentence in English; what is in braces is filled in. Other languages are beside the
    reasons of the core (`wording/reasons`)."""

    NOT_OFFERED = (
        "This is not offered for this part of the trip any more; look at the offers again."
    )
    ONE_OFFER = "There is one offer only; ask for the first."
    FEWER_OFFERS = "There are {count} offers; ask for an earlier one."
    FARE_GONE = "One of these fares is not offered any more; look at the offers again."
    FARES_AT_MOST = "At most {most} can be booked at once."
    FARES_AT_LEAST = "At least {least} have to be booked."
    NO_FARE = "Choose at least one fare."
    ONE_FARE = "Choose one fare only."
    NOT_ALONE = "Somebody else has to travel along; add that fare too."
    BACK_TOO_EARLY = "The way back begins before the way there is over; choose a later time."
    NOTHING_KEPT = "Nothing of your trip is booked or charged."
    NOTHING_BOOKABLE = "Nothing of this trip can be booked."
    CURRENCIES = "The parts of this trip are sold in different currencies; book them one by one."
    NOBODY = "The parts of this trip are not sold to the same travellers; book them one by one."
    TOO_SMALL = "{name}: there is room for {seats}; book the parts of this trip one by one."
    BY_CARD = "This is paid by card; look at the review again."
    NO_CARD_IN_FORMS = "This is paid by card, which is not possible here; book it in a newer app."

    NEEDED = "This member is needed."
    CHOOSE_SOME = "Choose at least one."
    CHOOSE_ONE = "Choose one of the options."
    UNANSWERED = "This has to be answered."
    TOO_LONG = "Write at most {most} characters."
    WHOLE_NUMBER = "Send a whole number."
    AT_LEAST = "At least {least}."
    AT_MOST = "At most {most}."
    TIME = "Choose a time, or that there is no way back."
    ACCEPT = "You have to accept this to book."
    TEXT = "Send a text."

    NO_VEHICLE = "There is no vehicle to lock or unlock with this booking."
    RATED_TOO_EARLY = "A trip is rated when it is over."
    RATED_WITHIN = "Rate from {least} to {most}."
    OWN_ONLY = (
        "Only bookings that you noted down yourself can be changed here; cancel this one instead."
    )

    NO_PURCHASE = "There is no such booking to be paid."
    NOTHING_HELD = "Nothing of this is held; begin again."
    NO_PART = "There is no such part of this trip that could be booked."
    NO_TRIP = "This was booked without a trip."
    NONE_ACTIVE = "Nothing of yours is under way."
