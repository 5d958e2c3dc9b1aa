import pytest

from tests.tickets import verifying
from tests.tickets.rail import FCB, SIGNER
from tickets.codecs.formats import BarcodeFormat, recognise
from tickets.codecs.reasons import Reason, Shade, shade
from tickets.codecs.t1 import encode_token
from tickets.codecs.uic import issue_static


@pytest.mark.parametrize(
    ("scanned", "found"),
    [
        (encode_token(verifying.TOKEN, verifying.KEY).encode(), BarcodeFormat.T1),
        (b"T1:", BarcodeFormat.T1),
        (b"T2:", None),
        (b"t1:", None),
        (issue_static(FCB, SIGNER), BarcodeFormat.UIC),
        (bytes.fromhex("815563"), BarcodeFormat.UIC),
        (bytes.fromhex("015564"), BarcodeFormat.UIC),
        (bytes.fromhex("015566"), None),
        (bytes.fromhex("025564"), None),
        (bytes.fromhex("015464"), None),
        (bytes.fromhex("0155"), None),
        (b"#UT019999", None),
        (b"", None),
    ],
)
def test_format_is_known_by_how_the_octets_begin(scanned, found):
    assert recognise(scanned) is found


def test_every_reason_has_the_shade_of_the_format():
    shades = {
        colour: {reason.value for reason in Reason if shade(reason) == colour} for colour in Shade
    }

    assert shades == {
        Shade.GREEN: {"ok"},
        Shade.AMBER: {
            "seen_before",
            "clock_untrusted",
            "online_required",
            "unknown_key",
            "key_not_valid",
        },
        Shade.GREY: {"unsupported_format", "malformed", "no_ticket", "unsupported_algorithm"},
        Shade.RED: {
            "unsigned",
            "bad_signature",
            "key_revoked",
            "device_signature_missing",
            "bad_device_signature",
            "dynamic_timestamp_missing",
            "barcode_expired",
            "barcode_in_future",
            "ticket_not_yet_valid",
            "ticket_expired",
            "not_activated",
            "wrong_zone",
            "wrong_product",
            "ticket_revoked",
            "already_used",
            "specimen",
        },
    }
