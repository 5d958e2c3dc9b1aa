"""Base45 (RFC 9285): octets in the letters that QR codes pack best.

Two octets are three digits, the last one the highest; an octet left over is two digits.
"""

from __future__ import annotations

from struct import unpack

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
BASE = 45
SQUARE = BASE * BASE
LARGEST_PAIR, LARGEST_OCTET = 0xFFFF, 0xFF
GROUP = 3
# The two lower digits of a group at once: a token is encoded in a third of the time.
LOWER_DIGITS = [low + high for high in ALPHABET for low in ALPHABET]
NO_DIGIT = 0xFF
DIGITS = bytes(
    ALPHABET.index(chr(octet)) if chr(octet) in ALPHABET else NO_DIGIT for octet in range(256)
)


def encode_base45(octets: bytes) -> str:
    """The text of octets."""
    count = len(octets) // 2
    pairs = unpack(f">{count}H", octets[: 2 * count])
    groups = [LOWER_DIGITS[pair % SQUARE] + ALPHABET[pair // SQUARE] for pair in pairs]
    if len(octets) % 2:
        groups.append(LOWER_DIGITS[octets[-1]])
    return "".join(groups)


def decode_base45(text: bytes) -> bytes:
    """The octets of a text in ASCII; ValueError unless it is one that encode_base45 gives."""
    digits = text.translate(DIGITS)
    if NO_DIGIT in digits:
        raise ValueError("There is a character that Base45 does not have.")
    whole, left_over = divmod(len(digits), GROUP)
    low, middle, high = (digits[place : GROUP * whole : GROUP] for place in range(GROUP))
    pairs = [a + BASE * b + SQUARE * c for a, b, c in zip(low, middle, high, strict=True)]
    if max(pairs, default=0) > LARGEST_PAIR:
        raise ValueError("A group of three is larger than two octets.")
    octets = b"".join([pair.to_bytes(2, "big") for pair in pairs])
    return octets + _decode_end(digits[GROUP * whole :]) if left_over else octets


def _decode_end(digits: bytes) -> bytes:
    if len(digits) == 1:
        raise ValueError("A character is left over.")
    octet = digits[0] + BASE * digits[1]
    if octet > LARGEST_OCTET:
        raise ValueError("The last two are larger than an octet.")
    return bytes((octet,))
