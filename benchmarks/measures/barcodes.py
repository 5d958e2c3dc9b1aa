"""Signing, drawing and judging barcodes on one processor, without a database."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.bench import Bench
from benchmarks.figures import Comparison
from benchmarks.loading.tokens import (
    MOMENT,
    ZONE,
    Moulds,
    endless_tokens,
    endless_uic_tickets,
)
from benchmarks.report import Section, Table, compared, number
from tickets.codecs.keys import CURVE, SIGN_ES256, VERIFY_ES256, Algorithm
from tickets.codecs.t1 import encode_token
from tickets.codecs.uic import encode_fcb, issue_until, sign_on_device
from tickets.codecs.verification import Circumstances, KeyRing, Reason, verify_barcode
from tickets.forms.symbols import Symbology, draw_png, draw_svg

ROUNDS = 5
AT_ONCE = 50
"""Barcodes between two looks at the clock."""
HALF = 0.5
MINUTES = [MOMENT + timedelta(minutes=n) for n in range(200)]
SECONDS = [MOMENT + timedelta(seconds=n) for n in range(200)]
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Pair:
    """Some work of ours, and the bare signatures in it."""

    what: str
    ours: Work
    floor: Work
    target: float | None = None


def measure_barcodes(bench: Bench) -> Section:
    """Barcodes per second of one processor, beside the bare signatures that are in them."""
    bench.tell("signing, drawing and judging barcodes")
    moulds = Moulds()
    pairs = [*signing(moulds), *drawing(moulds), *judging(moulds)]
    speeds = [measured(pair, bench.options.seconds) for pair in pairs]
    costs = Table(
        ("", "Perron µs", "floor µs"),
        [(speed.what, number(1e6 / speed.ours), number(1e6 / speed.floor)) for speed in speeds],
    )
    return Section("Barcodes: one processor", (compared(speeds), costs))


def signing(moulds: Moulds) -> list[Pair]:
    """What is signed for each window: a token, a UIC barcode, and level 2 on a phone."""
    p256, edwards = moulds.p256, moulds.edwards
    tokens, tickets = endless_tokens(), endless_uic_tickets()
    ends = itertools.cycle(MINUTES)
    moments = itertools.cycle(SECONDS)
    material, signature = moulds.level1, bare_signature(Algorithm.ES256)
    return [
        Pair("T1 text, P-256", lambda: encode_token(next(tokens), p256), signature, HALF),
        Pair(
            "T1 text, Ed25519",
            lambda: encode_token(next(tokens), edwards),
            bare_signature(Algorithm.ED25519),
            HALF,
        ),
        Pair(
            "UIC, next window of a ticket",
            lambda: issue_until(moulds.fcb, moulds.signer, next(ends)),
            signature,
        ),
        Pair(
            "UIC, first window of a ticket",
            lambda: issue_until(encode_fcb(next(tickets), zone=ZONE), moulds.signer, next(ends)),
            signature,
        ),
        Pair(
            "UIC, level 2 as a phone signs it",
            lambda: sign_on_device(material, moulds.phone, next(moments)),
            signature,
        ),
    ]


def drawing(moulds: Moulds) -> list[Pair]:
    """A window's barcode, signed and drawn."""
    p256, tokens = moulds.p256, endless_tokens()
    ends = itertools.cycle(MINUTES)

    def text() -> str:
        return encode_token(next(tokens), p256)

    def octets() -> bytes:
        return issue_until(moulds.fcb, moulds.signer, next(ends))

    floor = bare_signature(Algorithm.ES256)
    return [
        Pair("T1 and its QR code as PNG", lambda: draw_png(text(), Symbology.QR), floor),
        Pair("T1 and its QR code as SVG", lambda: draw_svg(text(), Symbology.QR), floor),
        Pair("UIC and its Aztec code as PNG", lambda: draw_png(octets(), Symbology.AZTEC), floor),
        Pair("UIC and its Aztec code as SVG", lambda: draw_svg(octets(), Symbology.AZTEC), floor),
    ]


def judging(moulds: Moulds) -> list[Pair]:
    """Full verifications, beside the bare checks of the signatures in them."""
    ring = moulds.ring

    def judge(scanned: Sequence[bytes]) -> Work:
        turns = itertools.cycle(scanned)
        return lambda: checked(next(turns), ring)

    p256, edwards = bare_check(Algorithm.ES256), bare_check(Algorithm.ED25519)

    def twice() -> None:
        p256()
        p256()

    return [
        Pair("verify T1, P-256", judge(moulds.signed_tokens(moulds.p256)), p256),
        Pair("verify T1, Ed25519", judge(moulds.signed_tokens(moulds.edwards)), edwards),
        Pair("verify UIC, level 1", judge(moulds.signed_uic()), p256),
        Pair("verify UIC, levels 1 and 2", judge(moulds.signed_on_phones()), twice),
    ]


def checked(scanned: bytes, ring: KeyRing) -> None:
    """Judge one; a benchmark of refusals would be worth nothing."""
    circumstances = Circumstances(at=MOMENT, zone=ZONE)
    verdict = verify_barcode(scanned, ring=ring, circumstances=circumstances)
    assert verdict.reason == Reason.OK, verdict.reason


def bare_signature(algorithm: Algorithm) -> Work:
    """One signature of the library over as many octets as a token has, and nothing else."""
    message = bytes(112)
    if algorithm == Algorithm.ED25519:
        edwards = Ed25519PrivateKey.generate()
        return lambda: edwards.sign(message)
    p256, scheme = ec.generate_private_key(CURVE), SIGN_ES256
    return lambda: p256.sign(message, scheme)


def bare_check(algorithm: Algorithm) -> Work:
    """One check of a signature that is right."""
    message = bytes(112)
    if algorithm == Algorithm.ED25519:
        edwards = Ed25519PrivateKey.generate()
        signed, public = edwards.sign(message), edwards.public_key()
        return lambda: public.verify(signed, message)
    p256, scheme = ec.generate_private_key(CURVE), VERIFY_ES256
    signature, point = p256.sign(message, SIGN_ES256), p256.public_key()
    return lambda: point.verify(signature, message, scheme)


def measured(pair: Pair, seconds: float) -> Comparison:
    """Ours and the floor in turn, so that a bad moment of the machine meets both."""
    each = seconds / ROUNDS / 10
    pair.ours(), pair.floor()
    turns = [(rate(pair.ours, each), rate(pair.floor, each)) for _ in range(ROUNDS)]
    ours, floor = (sum(rates) / ROUNDS for rates in zip(*turns, strict=True))
    return Comparison(pair.what, "per CPU s", ours, floor, pair.target)


def rate(work: Work, seconds: float) -> float:
    """How often in a second of this process's processor time."""
    done, began = 0, time.process_time()
    while (used := time.process_time() - began) < seconds or not done:
        for _ in range(AT_ONCE):
            work()
        done += AT_ONCE
    return done / used
