"""A token, the key that signed it, and its check at a moment."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from tickets.codecs.keys import Algorithm, SigningKey
from tickets.codecs.t1 import TicketToken, encode_token
from tickets.codecs.verification import KnownKey, verify_token

KEY = SigningKey.from_private_octets(Algorithm.ES256, bytes(range(1, 33)))
KEYS = {KEY.kid: KnownKey(KEY.verifying_key())}
AT = datetime(2026, 9, 1, 8, 0, 5, tzinfo=UTC)
NOW = 1788249605
TOKEN = TicketToken(
    ticket_id=UUID("018f3c2a-7b1e-7c44-9d3a-5e6f70819203"),
    product=17,
    valid_from=1788247800,
    valid_until=1788253200,
    window_start=1788249576,
    ttl=45,
    zones=(101, 102),
)
STATIC = replace(TOKEN, window_start=0, ttl=0)


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def judge(token=TOKEN, **circumstances):
    return verify_token(
        encode_token(token, KEY), **({"keys": KEYS, "at": AT} | circumstances)
    ).reason
