"""What is wrong with a request for a token, in the words of RFC 6749, or with a token."""

from __future__ import annotations

from operators.tenancy.errors import DomainError, TokenUnknown


class TokenRefused(DomainError):
    """A request for a token was refused."""

    status = 400
    code = "invalid_request"


class InvalidRequest(TokenRefused):
    """The request could not be read."""


class BodyTooLong(TokenRefused):
    """The request body is longer than any request for a token."""

    status = 413


class WrongMethod(TokenRefused):
    """Tokens are asked for with POST."""

    status = 405


class UnsupportedGrantType(TokenRefused):
    """The only grant_type here is client_credentials."""

    code = "unsupported_grant_type"


class InvalidClient(TokenRefused, TokenUnknown):
    """The client is not known, or its secret is wrong."""

    status = 401
    code = "invalid_client"


class AudienceDenied(TokenRefused):
    """This client gets no token for this audience."""

    status = 403
    code = "access_denied"


class AccessTokenInvalid(TokenUnknown):
    """The access token is missing, malformed, lapsed or withdrawn; ask for a new one."""
