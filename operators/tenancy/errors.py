"""What can go wrong in tenancy; the docstring is the message that people read."""

from __future__ import annotations


class DomainError(Exception):
    """Perron refused the request."""

    place = ""
    """Where several things were asked for at once: which one is refused, in the caller's words."""

    def __init__(self, detail: str = "") -> None:
        self.detail = detail or (type(self).__doc__ or "").strip()
        super().__init__(self.detail)


class TokenUnknown(DomainError):
    """This API token is not known; check that it was copied whole."""


class TokenRevoked(DomainError):
    """This API token was revoked; ask the tenant administrator for a new one."""


class ClientRevoked(DomainError):
    """This client was revoked; issue another one."""


class NotPermitted(DomainError):
    """You have no permission for this; ask an administrator of the tenant."""


class UsernameTaken(DomainError):
    """This username is taken; choose another one."""


class LastAdministrator(DomainError):
    """A tenant needs an administrator who can log in; make somebody else one first."""
