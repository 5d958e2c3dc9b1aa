"""Whether a scanned UIC barcode is good here and now (barcode format §3.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tickets.codecs.circumstances import Circumstances
from tickets.codecs.formats import BarcodeFormat
from tickets.codecs.judging import Claim, judge_claim
from tickets.codecs.keys import VerifyingKey, device_key
from tickets.codecs.reasons import BarcodeRefused, Reason
from tickets.codecs.trust import KnownKey, UicKeyName
from tickets.codecs.uic.bits import BitsWrong
from tickets.codecs.uic.devices import read_time_stamp
from tickets.codecs.uic.header import ECDSA_SHA256, P256, DataItem, Level1, UicBarcode
from tickets.codecs.uic.rail_tickets import decode_fcb
from tickets.codecs.uic.ticket import UicTicket
from tickets.codecs.verdicts import Verdict

FCB = "FCB"


@dataclass(frozen=True, slots=True)
class Reading:
    """A barcode with a right level-1 signature, and what it says, as far as it can be read."""

    barcode: UicBarcode
    ticket: UicTicket | None
    """None if the content breaks a rule; `refusal` says which."""
    refusal: Reason | None
    device: VerifyingKey | None
    stamp: datetime | None
    """When the phone signed, UTC."""

    @property
    def device_key(self) -> str | None:
        return None if self.device is None else device_key(self.device.compressed_point())

    @property
    def moment(self) -> datetime | None:
        """What tells this showing from others of the same ticket."""
        return self.barcode.level1.end_of_validity if self.stamp is None else self.stamp


def verify_uic(
    scanned: bytes, keys: Mapping[UicKeyName, KnownKey], circumstances: Circumstances
) -> Verdict:
    """Judge octets as a UIC barcode, in the order of the format."""
    name: str | None = None
    try:
        barcode = _parse(scanned)
        name = f"{barcode.level1.provider}/{barcode.level1.key_id}"
        key = _find_key(barcode, keys)
    except BarcodeRefused as refused:
        return Verdict(refused.reason, BarcodeFormat.UIC, kid_text=name)
    reading = _read(barcode, circumstances)
    return Verdict(
        _judge(reading, key, circumstances),
        BarcodeFormat.UIC,
        ticket_id=None if reading.ticket is None else reading.ticket.ticket_id,
        product=None if reading.ticket is None else reading.ticket.product,
        moment=reading.moment,
        kid_text=name,
        device_key=reading.device_key,
        uic=reading.ticket,
    )


def _parse(scanned: bytes) -> UicBarcode:
    try:
        return UicBarcode.parse(scanned)
    except BitsWrong as wrong:
        raise BarcodeRefused(Reason.MALFORMED) from wrong


def _find_key(barcode: UicBarcode, keys: Mapping[UicKeyName, KnownKey]) -> KnownKey:
    level1 = barcode.level1
    key = None
    if level1.provider is not None and level1.key_id is not None:
        key = keys.get((level1.provider, level1.key_id))
    if key is None:
        raise BarcodeRefused(Reason.UNKNOWN_KEY)
    if barcode.level1_signature is None:
        raise BarcodeRefused(Reason.UNSIGNED)
    if not key.verifying_key.verify_der(barcode.level1_octets, barcode.level1_signature):
        raise BarcodeRefused(Reason.BAD_SIGNATURE)
    return key


def _read(barcode: UicBarcode, circumstances: Circumstances) -> Reading:
    ticket, refusal = None, None
    try:
        ticket = _read_ticket(barcode.level1, circumstances)
    except BarcodeRefused as refused:
        refusal = refused.reason
    device, stamp = _read_device(barcode.level1), None
    if device is not None:
        stamp = read_time_stamp(barcode.level2, circumstances.at)
    return Reading(barcode, ticket, refusal, device, stamp)


def _read_ticket(level1: Level1, circumstances: Circumstances) -> UicTicket:
    match [item for item in level1.items if item.format.startswith(FCB)]:
        case [DataItem(format="FCB3", octets=octets)]:
            return decode_fcb(octets, zone=circumstances.zone)
        case [_]:
            raise BarcodeRefused(Reason.UNSUPPORTED_FORMAT)
    raise BarcodeRefused(Reason.NO_TICKET)


def _read_device(level1: Level1) -> VerifyingKey | None:
    """The key of the phone, if there is one and it is of the kind that we can check."""
    point = level1.level2_public_key
    algorithms = (level1.level2_key_algorithm, level1.level2_signing_algorithm)
    if point is None or algorithms != (P256, ECDSA_SHA256):
        return None
    try:
        return VerifyingKey.from_point(point)
    except ValueError:
        return None


def _judge(reading: Reading, key: KnownKey, circumstances: Circumstances) -> Reason:
    return (
        _judge_key(key, circumstances.at)
        or _judge_end(reading.barcode.level1, circumstances)
        or _judge_device(reading, circumstances)
        or _judge_stamp(reading, circumstances)
        or _judge_content(reading, circumstances)
    )


def _judge_key(key: KnownKey, at: datetime) -> Reason | None:
    if key.revoked:
        return Reason.KEY_REVOKED
    return None if key.has_begun(at) else Reason.KEY_NOT_VALID


def _judge_end(level1: Level1, circumstances: Circumstances) -> Reason | None:
    end = level1.end_of_validity
    if end is not None and circumstances.at >= end + timedelta(seconds=circumstances.skew):
        return Reason.BARCODE_EXPIRED
    return None


def _judge_device(reading: Reading, circumstances: Circumstances) -> Reason | None:
    barcode, ticket = reading.barcode, reading.ticket
    if barcode.level1.level2_public_key is None:
        # A level 2 that no key vouches for proves nothing: anybody could have added it.
        is_added = barcode.level2 is not None or barcode.level2_signature is not None
        is_demanded = ticket is not None and ticket.product in circumstances.demands_device
        return Reason.DEVICE_SIGNATURE_MISSING if is_added or is_demanded else None
    if barcode.level2_signature is None:
        return Reason.DEVICE_SIGNATURE_MISSING
    if reading.device is None:
        return Reason.UNSUPPORTED_ALGORITHM
    if not reading.device.verify_der(barcode.level2_octets, barcode.level2_signature):
        return Reason.BAD_DEVICE_SIGNATURE
    return None


def _judge_stamp(reading: Reading, circumstances: Circumstances) -> Reason | None:
    duration, stamp = reading.barcode.level1.validity_duration, reading.stamp
    if duration is None:
        return None
    if stamp is None:
        return Reason.DYNAMIC_TIMESTAMP_MISSING
    skew = timedelta(seconds=circumstances.skew)
    if circumstances.at >= stamp + timedelta(seconds=duration) + skew:
        return Reason.BARCODE_EXPIRED
    if stamp > circumstances.at + skew:
        return Reason.BARCODE_IN_FUTURE
    return None


def _judge_content(reading: Reading, circumstances: Circumstances) -> Reason:
    ticket = reading.ticket
    if ticket is None:
        return reading.refusal or Reason.MALFORMED
    if ticket.specimen and not circumstances.specimens_allowed:
        return Reason.SPECIMEN
    if not ticket.activated:
        return Reason.NOT_ACTIVATED
    return judge_claim(_claim(reading, ticket), circumstances)


def _claim(reading: Reading, ticket: UicTicket) -> Claim:
    level1 = reading.barcode.level1
    return Claim(
        ticket_id=ticket.ticket_id,
        product=ticket.product,
        zones=ticket.zones,
        valid_from=ticket.valid_from.timestamp(),
        valid_until=ticket.valid_until.timestamp(),
        online_check=ticket.online_check,
        rotates=level1.end_of_validity is not None or level1.validity_duration is not None,
        device_key=reading.device_key,
    )
