"""What this face answers, as its description tells it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from tickets.codecs.reasons import Reason, Shade
from tickets.inspection.models.scan import FORMATS
from tickets.inspection.readings import Receipt
from tickets.states import TicketState

REASONS = [reason.value for reason in Reason]
SHADES = [one.value for one in Shade]


class Shape(serializers.Serializer[Any]):
    """An object of an answer."""


class Moment(serializers.DateTimeField):
    """UTC with a Z."""


class Device(Shape):
    """A device that inspects."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    issuer = serializers.CharField(help_text="The operator that it inspects for.")
    registeredAt = Moment()
    lastContactAt = Moment(allow_null=True, help_text="To the minute.")
    clockOffsetSeconds = serializers.FloatField(
        allow_null=True, help_text="How far its clock was ahead of ours when it last told us."
    )
    specimensAllowed = serializers.BooleanField(help_text="It takes tickets of a sandbox.")
    lastSequence = serializers.IntegerField(
        allow_null=True, help_text="The highest number of a scan that we have of it."
    )
    serverTime = Moment()


class CheckedTicket(Shape):
    """The ticket that a barcode names."""

    label = serializers.CharField(  # type: ignore[assignment]  # a member, not that of the field
        help_text="Name of the product, for people."
    )
    state = serializers.ChoiceField(choices=TicketState.values)
    passengers = serializers.IntegerField()
    zones = serializers.ListField(child=serializers.IntegerField())
    validFrom = Moment(allow_null=True)
    validUntil = Moment(allow_null=True, help_text="First moment that is not valid.")
    specimen = serializers.BooleanField()
    singleUse = serializers.BooleanField()


class Checked(Shape):
    """The answer to a check. It is 200 with the reason whatever was scanned."""

    valid = serializers.BooleanField(help_text="Whether the traveller may be let through.")
    reason = serializers.ChoiceField(choices=REASONS)
    shade = serializers.ChoiceField(choices=SHADES, help_text="How it is shown to staff.")
    format = serializers.ChoiceField(choices=FORMATS, allow_null=True)
    ticketId = serializers.UUIDField(allow_null=True, help_text="Once the signature was right.")
    ticketNumber = serializers.CharField(
        allow_null=True, help_text="The same as people read and type it: 26 characters."
    )
    product = serializers.IntegerField(allow_null=True, help_text="Number of the product.")
    moment = Moment(
        allow_null=True, help_text="Start of the window, or the time stamp of the phone."
    )
    seenAt = Moment(allow_null=True, help_text="When it was last let through before.")
    ticket = CheckedTicket(allow_null=True)
    serverTime = Moment()


class LookedUp(Shape):
    """A ticket by its number. Whoever knows the number need not be its owner."""

    reason = serializers.ChoiceField(choices=REASONS, help_text="What the ticket itself says.")
    shade = serializers.ChoiceField(choices=SHADES)
    ticketId = serializers.UUIDField()
    ticketNumber = serializers.CharField()
    product = serializers.IntegerField()
    seenAt = Moment(allow_null=True, help_text="When it was last let through.")
    ticket = CheckedTicket()
    serverTime = Moment()


class Outcome(Shape):
    """What became of one line of a log."""

    sequence = serializers.IntegerField(
        allow_null=True, help_text="Null if the line had no number that could be read."
    )
    outcome = serializers.ChoiceField(
        choices=[receipt.value for receipt in Receipt],
        help_text="stored; repeated: we had it already; conflict: another scan of this device has "
        "that number; refused: see detail. Whatever it is, the line need not be sent again.",
    )
    reason = serializers.ChoiceField(
        choices=REASONS, allow_null=True, help_text="What we say of the scan."
    )
    shade = serializers.ChoiceField(choices=SHADES, allow_null=True)
    detail = serializers.CharField(allow_blank=True)


class Outcomes(Shape):
    """One outcome for each line that was sent, in that order."""

    outcomes = Outcome(many=True)
    serverTime = Moment()


class Key(Shape):
    """A public key (RFC 7517) with whose it is and what it signs."""

    kty = serializers.CharField()
    crv = serializers.CharField()
    x = serializers.CharField()
    y = serializers.CharField(required=False)
    use = serializers.CharField()
    alg = serializers.CharField()
    kid = serializers.CharField()
    iss = serializers.CharField()
    nbf = serializers.IntegerField(help_text="Unix seconds.")
    exp = serializers.IntegerField(required=False, help_text="Unix seconds.")
    status = serializers.CharField(help_text="next, active, retired or revoked.")
    format = serializers.CharField(help_text="T1, uic, or list for block lists.")
    uic_provider = serializers.IntegerField(required=False)
    uic_key_id = serializers.IntegerField(required=False)


class Product(Shape):
    """A product that is shown as tickets."""

    number = serializers.IntegerField(help_text="As barcodes carry it.")
    name = serializers.CharField()
    format = serializers.ChoiceField(choices=FORMATS)
    singleUse = serializers.BooleanField(help_text="One scan uses it up.")
    signedByPhone = serializers.BooleanField(
        help_text="Without the phone's signature: device_signature_missing."
    )
    checkedOnline = serializers.BooleanField()
    scansAllowed = serializers.IntegerField(allow_null=True)


class Zone(Shape):
    """A fare zone."""

    number = serializers.IntegerField(help_text="As barcodes carry it.")
    name = serializers.CharField()


class Sign(Shape):
    """What all tickets show in one minute, for checks at sight."""

    until = Moment()
    word = serializers.CharField()
    colour = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python."""
        return {"from": Moment(), **super().get_fields()}


class Bundle(Shape):
    """All that a device needs to inspect without a connection."""

    issuer = serializers.CharField()
    timezone = serializers.CharField(help_text="IANA name; UIC barcodes tell local time.")
    skewSeconds = serializers.IntegerField(help_text="Allowance for clocks.")
    fetchEverySeconds = serializers.IntegerField()
    trustedForSeconds = serializers.IntegerField(
        help_text="Without a contact for so long: clock_untrusted for what rotates."
    )
    largestOffsetSeconds = serializers.IntegerField(
        help_text="With a clock further off than this: clock_untrusted for what rotates."
    )
    keys = Key(many=True)
    products = Product(many=True)
    zones = Zone(many=True)
    blockList = serializers.CharField(help_text="As /block-list tells it, from the beginning.")
    signs = Sign(many=True)
    specimensAllowed = serializers.BooleanField(
        help_text="The device that the query names takes tickets of a sandbox."
    )
    serverTime = Moment()


class BlockList(Shape):
    """The block list from a number on."""

    blockList = serializers.CharField(
        help_text="A compact JWS (ES256 by a key of format list). Payload: iss, iat, exp, from, "
        "to, entries of sequence, ticketId, until (Unix seconds) and perhaps deviceKey. A `from` "
        "of 0 replaces what the device has."
    )
    serverTime = Moment()


class Fault(Shape):
    """One thing that is wrong."""

    member = serializers.CharField(allow_blank=True)
    detail = serializers.CharField()


class Problem(Shape):
    """What is wrong with a request (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField(help_text="Stays what it is within a version.")
    correlationId = serializers.CharField()
    errors = Fault(many=True)  # type: ignore[assignment]  # a member, not those of the row
