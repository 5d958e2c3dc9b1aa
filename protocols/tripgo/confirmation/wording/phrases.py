"""What confirmations, their actions and their forms say; each language has all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bookings.states import BookingKind, MessageKind
from protocols.tripgo.confirmation.states import Status


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be done: what it is called, what is asked before, and how it is left alone."""

    title: str
    text: str
    keep: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language. `{provider}` is who carries the traveller."""

    language: str
    """ISO 639-1."""
    titles: Mapping[Status, str]
    subtitles: Mapping[Status, str]
    """A sentence each; with `{provider}`."""
    paused: str
    waits: str
    """Of a taxi that has arrived; with `{provider}`."""
    locking: str
    """Of a rental that has ended."""
    no_driver: str
    no_show: str
    """Of a taxi that was called off."""
    notes: Mapping[MessageKind, str]
    """Of messages without words of their own; of an arrival with `{minutes}`."""

    book: str
    book_with: str
    """With `{provider}`."""
    manage: str

    cancel: Mapping[BookingKind, Question]
    fee: str
    """With `{question}` and `{fee}`."""
    kept: str
    """Of what was called off; with `{fee}` and `{returned}`."""
    charged: str
    """The same where nothing is given back; with `{fee}`."""
    fee_kept: str
    given_back: str
    unlock: Question
    ride_on: Question
    pause: Question
    end: Question
    activate: Question
    rate: Question
    show_tickets: str
    call: str
    """With `{provider}`."""
    call_centre: str

    status: str
    booking: str
    price: str
    departure: str
    cancelled: str
    done: str
    unlocked: str
    locked: str
    ended: str
    activated: str
    rating: str
    feedback: str
    send: str
    thanks: str
    next_step: str
    fares: str
    details: str
    payment: str
    confirm: str
    confirming: str
    booked: str
    terms: str
