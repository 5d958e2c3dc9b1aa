"""What the page tells inspectors for each answer (barcode format §7)."""

from __future__ import annotations

from dataclasses import dataclass

from tickets.codecs.reasons import Reason, shade


@dataclass(frozen=True, slots=True)
class Words:
    """A headline, and what to do."""

    headline: str
    advice: str = ""


UPDATE = "Connect this device to update it, then check again."
NOT_OURS = "This is not one of our tickets, or it cannot be read. Clean the screen and try again."
ANSWERS = {
    Reason.OK: Words("Valid"),
    Reason.SEEN_BEFORE: Words("Seen before", "Scanned within the last hour. Look closer."),
    Reason.CLOCK_UNTRUSTED: Words(
        "Clock not sure", "This device cannot trust its clock. Ask for ID, and connect the device."
    ),
    Reason.ONLINE_REQUIRED: Words("Check online", "Connect this device, then check again."),
    Reason.UNSUPPORTED_FORMAT: Words("Not our ticket", NOT_OURS),
    Reason.MALFORMED: Words("Not readable", NOT_OURS),
    Reason.NO_TICKET: Words("No ticket", NOT_OURS),
    Reason.UNSUPPORTED_ALGORITHM: Words("Not our ticket", NOT_OURS),
    Reason.UNKNOWN_KEY: Words("Unknown key", UPDATE),
    Reason.KEY_NOT_VALID: Words("Key not in use", UPDATE),
    Reason.UNSIGNED: Words("Forged", "Nobody has signed this ticket."),
    Reason.BAD_SIGNATURE: Words("Forged", "The signature is wrong."),
    Reason.KEY_REVOKED: Words("Withdrawn", "The key of this ticket was withdrawn."),
    Reason.DEVICE_SIGNATURE_MISSING: Words("Copy", "A copy of a ticket on another phone."),
    Reason.BAD_DEVICE_SIGNATURE: Words("Copy", "A copy of a ticket on another phone."),
    Reason.DYNAMIC_TIMESTAMP_MISSING: Words("Copy", "A copy of a ticket on another phone."),
    Reason.BARCODE_EXPIRED: Words("Old barcode", "A screenshot? Ask to open the ticket again."),
    Reason.BARCODE_IN_FUTURE: Words("Wrong time", "Ask to open the ticket again."),
    Reason.TICKET_NOT_YET_VALID: Words("Not valid yet", "The ticket is genuine."),
    Reason.TICKET_EXPIRED: Words("Expired", "The ticket is genuine, but over."),
    Reason.NOT_ACTIVATED: Words("Not started", "The ticket has to be started before the ride."),
    Reason.WRONG_ZONE: Words("Wrong zone", "The ticket is genuine, but not for this zone."),
    Reason.WRONG_PRODUCT: Words("Wrong product", "The ticket is genuine, but not for this ride."),
    Reason.TICKET_REVOKED: Words("Cancelled", "The ticket was taken back."),
    Reason.ALREADY_USED: Words("Used", "The ticket is for one use, and was used before."),
    Reason.SPECIMEN: Words("Test ticket", "Sold in a sandbox: not valid for travel."),
}


def told_by_script() -> dict[str, dict[str, str]]:
    """Words and shade of each answer, by the reason."""
    return {
        reason.value: {
            "headline": words.headline,
            "advice": words.advice,
            "shade": shade(reason).value,
        }
        for reason, words in ANSWERS.items()
    }
