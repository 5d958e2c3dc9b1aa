"""What an inspection can answer, and the error that carries the answer out of a parser."""

from __future__ import annotations

from enum import StrEnum


class Shade(StrEnum):
    """The colour in which a device shows an answer (barcode format §7)."""

    GREEN = "green"
    AMBER = "amber"
    """Look closer, ask for ID, or update the device."""
    GREY = "grey"
    """Not one of our tickets, or not readable."""
    RED = "red"


class Reason(StrEnum):
    """The answer of an inspection, in the words of the barcode format §7."""

    OK = "ok"
    SEEN_BEFORE = "seen_before"
    CLOCK_UNTRUSTED = "clock_untrusted"
    ONLINE_REQUIRED = "online_required"
    UNSUPPORTED_FORMAT = "unsupported_format"
    MALFORMED = "malformed"
    NO_TICKET = "no_ticket"
    UNSUPPORTED_ALGORITHM = "unsupported_algorithm"
    UNKNOWN_KEY = "unknown_key"
    KEY_NOT_VALID = "key_not_valid"
    UNSIGNED = "unsigned"
    BAD_SIGNATURE = "bad_signature"
    KEY_REVOKED = "key_revoked"
    DEVICE_SIGNATURE_MISSING = "device_signature_missing"
    BAD_DEVICE_SIGNATURE = "bad_device_signature"
    DYNAMIC_TIMESTAMP_MISSING = "dynamic_timestamp_missing"
    BARCODE_EXPIRED = "barcode_expired"
    BARCODE_IN_FUTURE = "barcode_in_future"
    TICKET_NOT_YET_VALID = "ticket_not_yet_valid"
    TICKET_EXPIRED = "ticket_expired"
    NOT_ACTIVATED = "not_activated"
    WRONG_ZONE = "wrong_zone"
    WRONG_PRODUCT = "wrong_product"
    TICKET_REVOKED = "ticket_revoked"
    ALREADY_USED = "already_used"
    SPECIMEN = "specimen"


SHADES = {
    Reason.OK: Shade.GREEN,
    **dict.fromkeys(
        (
            Reason.SEEN_BEFORE,
            Reason.CLOCK_UNTRUSTED,
            Reason.ONLINE_REQUIRED,
            Reason.UNKNOWN_KEY,
            Reason.KEY_NOT_VALID,
        ),
        Shade.AMBER,
    ),
    **dict.fromkeys(
        (
            Reason.UNSUPPORTED_FORMAT,
            Reason.MALFORMED,
            Reason.NO_TICKET,
            Reason.UNSUPPORTED_ALGORITHM,
        ),
        Shade.GREY,
    ),
}


def shade(reason: Reason) -> Shade:
    """The colour that staff see for an answer; whatever is no warning and no riddle is red."""
    return SHADES.get(reason, Shade.RED)


class BarcodeRefused(Exception):
    """The octets are not a barcode that we can read or trust; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
