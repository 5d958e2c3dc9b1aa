"""Level 1 of a UIC barcode: what was sold, signed by the issuer (barcode format §3.3, §3.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from tickets.codecs.keys import POINT_SIZE, Algorithm, SigningKey
from tickets.codecs.uic.header import (
    ECDSA_SHA256,
    KEY_IDS,
    P256,
    PROVIDERS,
    DataItem,
    Level1,
    write_barcode,
    write_level1,
)

FCB_FORMAT = "FCB3"
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class UicSigner:
    """An issuer's key and its name in the public registry; ValueError if it cannot sign UIC."""

    provider: int
    """RICS code, 1 to 32000."""
    key_id: int
    """Unique for the provider, 0 to 99999."""
    private: SigningKey

    def __post_init__(self) -> None:
        if self.provider not in PROVIDERS or self.key_id not in KEY_IDS:
            raise ValueError(f"{self.provider}/{self.key_id} is no provider and key number.")
        if self.private.algorithm != Algorithm.ES256:
            raise ValueError("UIC barcodes are signed with ECDSA on P-256 only.")

    def issue(self, level1: Level1) -> bytes:
        """Sign level 1: the octets of a barcode, always the same for the same content."""
        bits = write_level1(level1)
        return write_barcode(bits, self.private.sign_der(bits.octets()))


def issue_static(fcb: bytes, signer: UicSigner) -> bytes:
    """A barcode for paper: good for as long as its ticket is. `fcb` comes from encode_fcb."""
    return signer.issue(_level1(fcb, signer))


def issue_until(fcb: bytes, signer: UicSigner, ends_at: datetime) -> bytes:
    """A barcode that is refused from `ends_at` on, rounded up to the minute."""
    return signer.issue(replace(_level1(fcb, signer), end_of_validity=_round_up(ends_at)))


def issue_for_device(
    fcb: bytes, signer: UicSigner, public_key: bytes, duration: int, ends_at: datetime
) -> bytes:
    """Level 1 for one phone, which adds level 2 itself whenever it shows the ticket.

    `public_key` is the compressed point (33 octets) of the phone; what the phone signs is good for
    `duration` seconds (1 to 3600), and none of it from `ends_at` on, rounded up to the minute. The
    octets are a whole barcode, but verifiers answer `device_signature_missing` without level 2.
    """
    if len(public_key) != POINT_SIZE:
        raise ValueError(f"A compressed point has {POINT_SIZE} octets, not {len(public_key)}.")
    return signer.issue(
        replace(
            _level1(fcb, signer),
            level2_key_algorithm=P256,
            level2_signing_algorithm=ECDSA_SHA256,
            level2_public_key=public_key,
            end_of_validity=_round_up(ends_at),
            validity_duration=duration,
        )
    )


def _level1(fcb: bytes, signer: UicSigner) -> Level1:
    return Level1(
        provider=signer.provider,
        key_id=signer.key_id,
        items=(DataItem(FCB_FORMAT, fcb),),
        level1_signing_algorithm=ECDSA_SHA256,
    )


def _round_up(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("The end of a barcode needs a time zone.")
    # In local time a minute more may be an hour more, where the clock is put back.
    exact = moment.astimezone(UTC)
    whole = exact.replace(second=0, microsecond=0)
    return whole if whole == exact else whole + MINUTE
