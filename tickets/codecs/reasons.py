"""What an inspection can answer, and the error that carries the answer out of a parser."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The answer of a T1 inspection, in the words of the barcode format §7.

    CLOCK_UNTRUSTED is said by a device about its own clock; verify_token never gives it.
    """

    OK = "ok"
    SEEN_BEFORE = "seen_before"
    CLOCK_UNTRUSTED = "clock_untrusted"
    ONLINE_REQUIRED = "online_required"
    UNSUPPORTED_FORMAT = "unsupported_format"
    MALFORMED = "malformed"
    UNKNOWN_KEY = "unknown_key"
    KEY_NOT_VALID = "key_not_valid"
    BAD_SIGNATURE = "bad_signature"
    KEY_REVOKED = "key_revoked"
    BARCODE_EXPIRED = "barcode_expired"
    BARCODE_IN_FUTURE = "barcode_in_future"
    TICKET_NOT_YET_VALID = "ticket_not_yet_valid"
    TICKET_EXPIRED = "ticket_expired"
    WRONG_ZONE = "wrong_zone"
    WRONG_PRODUCT = "wrong_product"
    TICKET_REVOKED = "ticket_revoked"
    ALREADY_USED = "already_used"
    SPECIMEN = "specimen"


class TokenRefused(Exception):
    """The text is not a token that we can read or trust; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
