"""The UIC dynamic barcode, header U2: written, signed, read (barcode format §3)."""

from tickets.codecs.uic.devices import (
    assemble,
    count_bits,
    dynamic_content,
    level2_input,
    sign_on_device,
)
from tickets.codecs.uic.header import UicBarcode
from tickets.codecs.uic.issuing import UicSigner, issue_for_device, issue_static, issue_until
from tickets.codecs.uic.rail_tickets import decode_fcb, encode_fcb
from tickets.codecs.uic.ticket import UicTicket

__all__ = [
    "UicBarcode",
    "UicSigner",
    "UicTicket",
    "assemble",
    "count_bits",
    "decode_fcb",
    "dynamic_content",
    "encode_fcb",
    "issue_for_device",
    "issue_static",
    "issue_until",
    "level2_input",
    "sign_on_device",
]
