"""What is judged alike in both formats once a barcode is genuine (barcode format §2.5, 8 to 12)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tickets.codecs.circumstances import Circumstances, Place
from tickets.codecs.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a genuine barcode says of its ticket, in the same words for both formats."""

    ticket_id: UUID | None
    """None if another system issued the ticket."""
    product: int | None
    zones: tuple[int, ...]
    valid_from: float
    """Unix seconds, like `valid_until`, which is the first second that is not valid."""
    valid_until: float
    online_check: bool
    rotates: bool
    """Whether the barcode was made for a short time, which a device must know by its clock."""
    device_key: str | None = None


def judge_claim(claim: Claim, circumstances: Circumstances) -> Reason:
    """The first that fails of validity, block list, place and use; else a warning, or OK."""
    return (
        _judge_validity(claim, circumstances.at.timestamp())
        or _judge_blocked(claim, circumstances)
        or _judge_place(claim, circumstances.place)
        or _judge_use(claim, circumstances)
    )


def _judge_validity(claim: Claim, now: float) -> Reason | None:
    if now < claim.valid_from:
        return Reason.TICKET_NOT_YET_VALID
    if now >= claim.valid_until:
        return Reason.TICKET_EXPIRED
    return None


def _judge_blocked(claim: Claim, circumstances: Circumstances) -> Reason | None:
    is_blocked = circumstances.block_list.blocks(claim.ticket_id, claim.device_key)
    return Reason.TICKET_REVOKED if is_blocked else None


def _judge_place(claim: Claim, place: Place) -> Reason | None:
    if claim.zones and place.zones is not None and place.zones.isdisjoint(claim.zones):
        return Reason.WRONG_ZONE
    if place.products is not None and claim.product not in place.products:
        return Reason.WRONG_PRODUCT
    return None


def _judge_use(claim: Claim, circumstances: Circumstances) -> Reason:
    was_seen = claim.ticket_id in circumstances.seen
    if was_seen and claim.product in circumstances.single_use:
        return Reason.ALREADY_USED
    if claim.online_check and not circumstances.online:
        return Reason.ONLINE_REQUIRED
    # Only warnings, so they give way to whatever else there is to say.
    if claim.rotates and not circumstances.clock_trusted:
        return Reason.CLOCK_UNTRUSTED
    return Reason.SEEN_BEFORE if was_seen else Reason.OK
