"""The phrases that each language has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """All that the pages say in one language. Words in braces are filled in."""

    allow: str
    owner: str
    may: str
    bookings: str
    profile: str
    email: str
    watchword: str
    sign_in: str
    no: str
    new: str
    open: str
    open_effect: str
    first_name: str
    last_name: str
    phone: str
    phone_form: str
    open_and_allow: str
    known: str
    forgot: str
    forgot_effect: str
    send: str
    sent_text: str
    back: str
    refused: str
    blocked: str
    unfit: str
    known_already: str
    unknown: str
    unknown_text: str
    too_many: str
    too_many_text: str
