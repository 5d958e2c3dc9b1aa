"""The paths of travellers' accounts."""

from __future__ import annotations

from protocols.tripgo.operation import TripGoOperation
from protocols.tripgo.users.views import LogIn, LogOut, SignUp, UserAuth, UserData

OPERATIONS: dict[str, type[TripGoOperation]] = {
    "account/signup": SignUp,
    "account/login": LogIn,
    "account/logout": LogOut,
    "data/user": UserData,
    "data/user/auth/auth0/{token}": UserAuth,
}
