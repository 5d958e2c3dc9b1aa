"""English."""

from __future__ import annotations

from bookings.states import BookingKind
from protocols.tripgo.confirmation.states import Status
from protocols.tripgo.confirmation.wording.phrases import Phrases, Question

ENGLISH = Phrases(
    language="en",
    titles={
        Status.PROCESSING: "Processing",
        Status.SCHEDULED: "Booked",
        Status.STANDBY: "On standby",
        Status.PENDING_CHANGES: "Changes pending",
        Status.USER_ACCEPTED: "Accepted by you",
        Status.PROVIDER_ACCEPTED: "Accepted",
        Status.ACCEPTED: "Reserved",
        Status.ARRIVING: "Arriving",
        Status.IN_PROGRESS: "In progress",
        Status.COMPLETED: "Completed",
        Status.USER_CANCELED: "Cancelled",
        Status.PROVIDER_CANCELED: "Cancelled by the provider",
    },
    subtitles={
        Status.PROCESSING: "Your request was sent to {provider}.",
        Status.SCHEDULED: "Your booking is confirmed.",
        Status.STANDBY: "{provider} has not decided yet.",
        Status.PENDING_CHANGES: "{provider} asks for a change.",
        Status.USER_ACCEPTED: "{provider} was told that you accept.",
        Status.PROVIDER_ACCEPTED: "{provider} is coming.",
        Status.ACCEPTED: "This is kept for you.",
        Status.ARRIVING: "{provider} is about to arrive.",
        Status.IN_PROGRESS: "Have a good trip.",
        Status.COMPLETED: "Thank you for travelling with {provider}.",
        Status.USER_CANCELED: "You cancelled this booking.",
        Status.PROVIDER_CANCELED: "{provider} could not keep this booking.",
    },
    paused="The vehicle is locked and kept for you.",
    waits="{provider} waits for you.",
    locking="The rental has ended; the vehicle is being locked.",
    book="Book",
    book_with="Book with {provider}",
    manage="Manage booking",
    cancel={
        BookingKind.JOURNEY: Question("Cancel booking", "Cancel this booking?", "Keep booking"),
        BookingKind.RENTAL: Question(
            "Cancel reservation", "Cancel this reservation?", "Keep reservation"
        ),
        BookingKind.SUPPLIED: Question("Cancel booking", "Cancel this booking?", "Keep booking"),
        BookingKind.TAXI: Question("Cancel ride", "Cancel this ride?", "Keep ride"),
    },
    fee="{question} {fee} will be kept as a fee.",
    unlock=Question("Unlock", "Unlock the vehicle? The rental begins.", "Back"),
    ride_on=Question("Ride on", "Unlock the vehicle and ride on?", "Back"),
    pause=Question("Pause", "Lock the vehicle and keep it? The pause may cost something.", "Back"),
    end=Question("End rental", "End the rental and give the vehicle back?", "Keep vehicle"),
    activate=Question(
        "Activate ticket", "Activate this ticket now? It is valid from then on.", "Not yet"
    ),
    rate=Question("Rate", "Rate this trip?", "Not now"),
    show_tickets="Show tickets",
    call="Call {provider}",
    call_centre="Call the taxi centre",
    status="Status",
    booking="Booking",
    price="Price",
    departure="Departure",
    cancelled="Cancelled",
    done="Done",
    unlocked="Unlocked",
    locked="Locked",
    ended="Rental ended",
    activated="Ticket activated",
    rating="Rating",
    feedback="Feedback",
    send="Send",
    thanks="Thank you",
    next_step="Next",
    fares="Fares",
    details="Details",
    payment="Payment",
    confirm="Book",
    confirming="Booking…",
    booked="Booked",
    terms="Terms",
)
