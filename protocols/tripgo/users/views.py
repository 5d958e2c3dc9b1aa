"""Travellers sign up, in and out; and what is known of them (reference §1 and §2)."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from protocols.describing import answered, asked
from protocols.models import Limited
from protocols.signing_in import sign_in
from protocols.strangers import client_of, count_client
from protocols.tripgo.describing import TRAVELLER, TRAVELLER_HEADER, describe
from protocols.tripgo.errors import Missing, TravellerUnknown
from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.users.schemas import (
    LoggedOut,
    SignedIn,
    SignInRequest,
    SignUpRequest,
    User,
)
from protocols.tripgo.wire import omit_none
from sales.accounts.actions.accounts import AccountFacts, open_traveller_account
from sales.accounts.actions.links import find_link, link_account, revoke_link
from sales.accounts.errors import LinkEnded, LinkUnknown
from sales.accounts.grants.errors import GrantEnded, GrantUnknown
from sales.accounts.grants.models import AccountGrant
from sales.accounts.grants.reading import read_grant
from sales.accounts.grants.states import GrantScope
from sales.accounts.models import TravellerAccount

TAG = "Travellers"
ADA = {"username": "ada@example.org", "password": "four green horses"}
TOKEN = {"changed": True, "newUser": False, "userToken": "4vGd", "userID": "kJ3h9Qm2"}


class SignUp(TripGoOperation):
    """New accounts."""

    failure = "Account not opened"
    is_of_bookings = False

    @describe(
        "signUp",
        "Open an account and sign in",
        {200: SignedIn},
        tag=TAG,
        request=SignUpRequest,
        refusals=(470,),
        examples=[asked("Ada", ADA), answered("Ada", {**TOKEN, "newUser": True})],
    )
    def post(self, request: Request) -> Response:
        """A letter asks whether the e-mail address is right; the account can be used before. 470
        where there is one with that address already, and for a password that is easy to guess."""
        told = self.read(SignUpRequest, request.data)
        # Whether there is an account with some address is told, so it is not asked without end.
        count_client(Limited.LOGIN, client_of(request._request), at=self.at)
        account = open_traveller_account(
            self.channel.tenant,
            _facts(told),
            password=told["password"],
            by=self.actor,
            at=self.at,
        )
        return Response(signed_in(self, account, is_new=True))


class LogIn(TripGoOperation):
    """Signing in."""

    failure = "Sign-in not successful"
    is_of_bookings = False

    @describe(
        "logIn",
        "Sign in",
        {200: SignedIn},
        tag=TAG,
        request=SignInRequest,
        refusals=(470,),
        examples=[asked("Ada", ADA), answered("Ada", TOKEN)],
    )
    def post(self, request: Request) -> Response:
        """470 for a wrong e-mail address or password; after twenty of them 429 for a while. Every
        device has a userToken of its own, for a year."""
        told = self.read(SignInRequest, request.data)
        account = sign_in(
            request._request, self.channel.tenant, _email(told), told["password"], at=self.at
        )
        return Response(signed_in(self, account))


class LogOut(TripGoOperation):
    """Signing out."""

    is_of_bookings = False

    @describe(
        "logOut",
        "Sign out",
        {200: LoggedOut},
        tag=TAG,
        request=None,
        parameters=[TRAVELLER_HEADER],
        examples=[answered("Signed out", {"changed": True})],
    )
    def post(self, request: Request) -> Response:
        """The userToken opens nothing any more, nor will it once an account that is blocked is
        served again. Can be repeated."""
        try:
            link = find_link(self.channel, self.user_token, is_blocked_as_well=True, at=self.at)
        except (LinkUnknown, LinkEnded):
            return Response({"changed": False})
        revoke_link(link, by=self.actor, at=self.at)
        return Response({"changed": True})


class UserData(TripGoOperation):
    """What is known of the traveller."""

    is_of_bookings = False

    @describe(
        "readUser",
        "Read who is signed in",
        {200: User},
        tag=TAG,
        refusals=TRAVELLER,
        parameters=[TRAVELLER_HEADER],
        examples=[answered("Ada", {"userId": "kJ3h9Qm2", "email": "ada@example.org"})],
    )
    def get(self, request: Request) -> Response:
        """The traveller's own account."""
        return Response(user_to_wire(self.need_traveller().account))


class UserAuth(TripGoOperation):
    """Signing in with what a federated identity gave."""

    failure = "Sign-in not successful"
    is_of_bookings = False

    @describe(
        "authenticate",
        "Sign in with an access token",
        {200: SignedIn},
        tag=TAG,
        request=None,
        refusals=(447, 470),
        examples=[answered("Ada", TOKEN)],
    )
    def post(self, request: Request, *, token: str) -> Response:
        """The token is one that the OAuth 2.0 server of this service gave to an app of the same
        partner, to book for the traveller (scope `bookings`); 447 for another one. The userToken
        ends with what the traveller allowed that app."""
        try:
            grant = _grant_of(self, token)
            return Response(signed_in(self, grant.account, grant=grant))
        except (GrantEnded, GrantUnknown) as refusal:
            raise TravellerUnknown from refusal


def signed_in(
    operation: TripGoOperation,
    account: TravellerAccount,
    *,
    is_new: bool = False,
    grant: AccountGrant | None = None,
) -> dict[str, Any]:
    """A link of the account for this device, as apps are told it. As `link_account` refuses."""
    channel, by, at = operation.channel, operation.actor, operation.at
    _, secret = link_account(account, channel, None, grant=grant, by=by, at=at)
    return {
        "changed": True,
        "newUser": is_new,
        "userToken": secret,
        "userID": account.reference,
    }


def user_to_wire(account: TravellerAccount) -> dict[str, Any]:
    """An account as its own traveller is told it."""
    name = f"{account.first_name} {account.last_name}".strip()
    return omit_none(
        {
            "userId": account.reference,
            "email": account.email,
            "givenName": account.first_name or None,
            "surname": account.last_name or None,
            "name": name or None,
            "phone": account.phone or None,
        }
    )


def _grant_of(operation: TripGoOperation, token: str) -> AccountGrant:
    grant = read_grant(token, at=operation.at)
    # Another app's token, or one to read a name with, must not become all of the account.
    is_ours = grant.client.organisation_id == operation.channel.partner_id
    if not is_ours or GrantScope.BOOKINGS not in grant.scopes:
        raise TravellerUnknown
    return grant


def _email(told: dict[str, Any]) -> str:
    email = told.get("username") or told.get("email")
    if not email:
        raise Missing("username")
    return str(email)


def _facts(told: dict[str, Any]) -> AccountFacts:
    """What was told; of a whole name the last word is the last name."""
    first, _, last = told.get("name", "").rpartition(" ")
    return AccountFacts(
        email=_email(told),
        first_name=told.get("givenName") or first[:100],
        last_name=told.get("surname") or last[:100],
        phone=told.get("phone", ""),
    )
