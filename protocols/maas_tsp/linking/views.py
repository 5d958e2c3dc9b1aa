"""What the caller asks about a customer (reference §2.2)."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from protocols.describing import answered, asked
from protocols.fields import OneOfField
from protocols.flows import FlowEnded, FlowUnknown, FlowUsed
from protocols.maas_tsp.bookings.customers import read_customer
from protocols.maas_tsp.describing import describe
from protocols.maas_tsp.errors import Refusal, Unusable
from protocols.maas_tsp.fields import WireRequest
from protocols.maas_tsp.linking.addresses import (
    LONGEST_ADDRESS,
    is_good_return,
    page_address,
    read_code,
)
from protocols.maas_tsp.linking.steps import REFUSED, Taken, begin_linking, take_link
from protocols.maas_tsp.operation import MaasOperation
from protocols.maas_tsp.schemas import Wire, time
from protocols.maas_tsp.wire import milliseconds
from sales.orders.customers import open_account

LONGEST_TEXT = 8192
LONGEST_CODE = 64
LONGEST_LOCALE = 20
TAG = "Customers"


class RegistrationRequest(WireRequest):
    """`customer-registration` request."""

    customer = serializers.DictField(
        help_text="opaqueId, or identityId without it, is whom the customer is known by."
    )


class Registered(Wire):
    """What became of it."""

    status = OneOfField(choices=["ACCEPTED", "REJECTED"])
    id = serializers.CharField(help_text="The customer's account at this operator.")


class RegistrationAnswer(Wire):
    """`customer-registration` response."""

    customer = Registered()


class AuthRequest(WireRequest):
    """`customer-auth` request."""

    nonce = serializers.CharField(max_length=LONGEST_TEXT, trim_whitespace=False)
    returnUrl = serializers.CharField(max_length=LONGEST_ADDRESS, help_text="https alone.")
    locale = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_LOCALE)


class AuthAnswer(Wire):
    """`customer-auth` response."""

    authUrl = serializers.URLField()


class ValidateRequest(WireRequest):
    """`customer-auth-validate` request."""

    encodedData = serializers.CharField(
        max_length=LONGEST_TEXT, help_text="As it came back; the whole query will do as well."
    )
    error = serializers.CharField(required=False, allow_blank=True, max_length=255)


class AuthError(Wire):
    """Why there is no link."""

    code = serializers.CharField(max_length=LONGEST_CODE)
    message = serializers.CharField(max_length=256)


class ValidateAnswer(Wire):
    """`customer-auth-validate` response: either a token with its end, or an error."""

    authToken = serializers.CharField(required=False, help_text="Send it as customer.authToken.")
    validTo = time(required=False)
    nonce = serializers.CharField()
    error = AuthError(required=False)


class Registration(MaasOperation):
    """Customers whom the caller makes known."""

    @describe(
        "registerCustomer",
        "Register a customer",
        {200: RegistrationAnswer},
        tag=TAG,
        request=RegistrationRequest,
        examples=[
            asked("A customer", {"customer": {"firstName": "Ada", "opaqueId": "0f3ac9d2"}}),
            answered("Accepted", {"customer": {"status": "ACCEPTED", "id": "kJ3h9Qm2"}}),
        ],
    )
    def post(self, request: Request) -> Response:
        """Who is known already gets what was told now. REJECTED: the operator serves this customer
        no more, and its bookings would be refused."""
        told = self.read(RegistrationRequest, request.data)["customer"]
        facts = read_customer(told).facts
        if not facts.external_id:
            raise Unusable("customer", "Send opaqueId, so that the customer can be known again.")
        customer = open_account(self.channel, facts, by=self.actor, at=self.at)
        status = "REJECTED" if customer.blocked_at else "ACCEPTED"
        return Response({"customer": {"status": status, "id": customer.reference}})


class CustomerAuth(MaasOperation):
    """The begin of linking a customer to an account."""

    @describe(
        "beginLinking",
        "Begin to link a customer to an account at this operator",
        {200: AuthAnswer},
        tag=TAG,
        request=AuthRequest,
        examples=[
            asked("A customer", {"nonce": "n-123", "returnUrl": "https://caller.example/return"}),
            answered("The page", {"authUrl": "https://tsp.example/maas/link/Xy3k"}),
        ],
    )
    def post(self, request: Request) -> Response:
        """Send the customer to `authUrl` within half an hour. They come back to `returnUrl` with
        the query parameter `encodedData`, and `error` if they said no."""
        told = self.read(AuthRequest, request.data)
        allows_http = self.channel.tenant.allows_private_callbacks
        if not is_good_return(told["returnUrl"], allows_http=allows_http):
            raise Unusable("returnUrl", "Send an address that begins with https://.")
        secret = begin_linking(
            self.channel,
            nonce=told["nonce"],
            return_url=told["returnUrl"],
            locale=told.get("locale", ""),
            at=self.at,
        )
        return Response({"authUrl": page_address(secret)})


class CustomerAuthValidate(MaasOperation):
    """The end of linking a customer to an account."""

    own_refusals = (
        (FlowUnknown, Refusal(400, "LINKING_UNKNOWN")),
        (FlowUsed, Refusal(400, "LINKING_USED")),
        (FlowEnded, Refusal(400, "LINKING_ENDED")),
    )

    @describe(
        "endLinking",
        "End linking a customer to an account",
        {200: ValidateAnswer},
        tag=TAG,
        request=ValidateRequest,
        because={400: "What came back is not known, was used before, or is older than 10 minutes."},
        examples=[
            asked("What came back", {"encodedData": "q8Zb"}),
            answered(
                "The link", {"authToken": "tok-1", "nonce": "n-123", "validTo": 1893592000000}
            ),
        ],
    )
    def post(self, request: Request) -> Response:
        """Once for what came back. Bookings with `authToken` are of the account's customer."""
        told = self.read(ValidateRequest, request.data)
        taken = take_link(
            read_code(told["encodedData"]),
            error=told.get("error", ""),
            channel=self.channel,
            by=self.actor,
            at=self.at,
        )
        return Response(_taken_to_wire(taken))


def _taken_to_wire(taken: Taken) -> dict[str, Any]:
    if taken.link is None:
        said_no = taken.error == REFUSED
        message = "The customer said no." if said_no else "Linking was broken off."
        return {
            "error": {"code": taken.error[:LONGEST_CODE], "message": message},
            "nonce": taken.nonce,
        }
    return {
        "authToken": taken.secret,
        "validTo": milliseconds(taken.link.ends_at),
        "nonce": taken.nonce,
    }
