"""Bookings as the API description shows them; tests hold what is answered to the published
schemas."""

from __future__ import annotations

from rest_framework import serializers

from protocols.maas_tsp.bookings.requests import LONGEST_MESSAGE, LONGEST_PRODUCT
from protocols.maas_tsp.schemas import Cost, Leg, Terms, TspProduct, Wire, text, time
from protocols.maas_tsp.states import KEPT_BY_CALLERS, WISH_OF_STATE, WireState, Wish

SENT = [state.value for state in WireState if state not in KEPT_BY_CALLERS]
ASKED = [state.value for state, wish in WISH_OF_STATE.items() if wish != Wish.NOT_ASKED]


class Open(serializers.DictField):
    """An object whose members are not agreed."""


class Customer(Wire):
    """`customer`. Other members are passed over."""

    opaqueId = text(100, required=False, help_text="Who it is, from one booking to the next.")
    identityId = text(100, required=False, help_text="The same, where there is no opaqueId.")
    firstName = text(100, required=False)
    lastName = text(100, required=False)
    phone = text(50, required=False, help_text="E.164.")
    email = text(254, required=False)
    locale = serializers.CharField(required=False)
    clientId = serializers.CharField(required=False)
    dob = serializers.CharField(required=False, help_text="A date such as 1990-05-04.")
    authToken = text(
        500, required=False, help_text="Of a linked account, which the booking then belongs to."
    )


class OfferReference(Wire):
    """`offer` of meta."""

    ref = text(64, help_text="As the option told it.")


class OptionMeta(Wire):
    """`meta` of an option; only `offer` counts."""

    offer = OfferReference()


class Selection(Wire):
    """`customerSelection`: ids of choices of the configurator."""

    seatType = serializers.ListField(child=serializers.CharField(), required=False, max_length=1)
    seatFeatures = serializers.ListField(child=serializers.CharField(), required=False)


class CreateRequest(Wire):
    """`booking-create` request: an option, sent back."""

    leg = Open(help_text="As the option told it; passed over.")
    meta = OptionMeta()
    terms = Open(help_text="As the option told them; passed over.")
    tspProduct = TspProduct()
    customer = Customer()
    configurator = Open(required=False, help_text="Passed over.")
    customerSelection = Selection(required=False)


class Barcode(Wire):
    """What a ticket shows now."""

    symbology = serializers.CharField()
    text = serializers.CharField()
    validFrom = time()
    validUntil = time(help_text="Read the booking again then.")


class TokenTicket(Wire):
    """A ticket."""

    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a member, not its caption
    files = serializers.ListField(
        child=serializers.CharField(), help_text="Names of files for POST bookings/{tspId}/ticket."
    )
    barcode = Barcode(required=False, help_text="While it is active.")


class TokenData(Wire):
    """`data` of a token."""

    tickets = TokenTicket(many=True)


class Duration(Wire):
    """`validityDuration` of a token."""

    startTime = time()
    endTime = time()


class Token(Wire):
    """`token`: what the traveller shows, or until when a vehicle is kept."""

    validityDuration = Duration(required=False)
    data = TokenData(required=False)  # type: ignore[assignment]  # a member, not what was sent


class Booking(Wire):
    """A booking as it stands; each answer tells all that holds."""

    tspId = text(256)
    state = serializers.ChoiceField(choices=SENT)
    cost = Cost(required=False, help_text="By now; left out while nobody knows it.")
    leg = Leg()
    meta = Open(help_text="MODE_…: the vehicle, its driver, the rides.")
    terms = Terms()
    token = Token()
    tspProduct = TspProduct()


class Created(Booking):
    """The answer to a create."""

    customer = Customer(required=False)
    customerSelection = Selection(required=False)


class AmendedValidity(Wire):
    """`validity` of amended terms."""

    endTime = time(help_text="The new end of a rental.")


class AmendedTerms(Wire):
    """`terms` of an update."""

    validity = AmendedValidity(required=False)


class AmendedTaxi(Wire):
    """`MODE_TAXI` of an update."""

    messageToDriver = text(LONGEST_MESSAGE, required=False)


class AmendedMeta(Wire):
    """`meta` of an update."""

    MODE_TAXI = AmendedTaxi(required=False)


class UpdateRequest(Wire):
    """`booking-update` request: a state to bring about, or without one an amendment."""

    tspId = text(LONGEST_PRODUCT + 1, help_text="As in the path.")
    state = serializers.ChoiceField(choices=ASKED, required=False)
    terms = AmendedTerms(required=False)
    meta = AmendedMeta(required=False)
    customerSelection = Selection(required=False)


class Receipt(Wire):
    """`receipt` as release 27 knows it."""

    cost = Cost()
    terms = Terms()


class ReceiptAnswer(Wire):
    """`booking-receipt` response."""

    tspId = text(256)
    cost = Cost()
    receipt = Receipt()
