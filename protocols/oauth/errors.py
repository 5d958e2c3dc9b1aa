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
    """Send this request with POST."""

    status = 405


class UnsupportedGrantType(TokenRefused):
    """The grant_types here are authorization_code, client_credentials and refresh_token."""

    code = "unsupported_grant_type"


class UnsupportedTokenType(TokenRefused):
    """Only tokens that open a traveller's account can be revoked; others lapse after a day."""

    code = "unsupported_token_type"


class UnauthorizedClient(TokenRefused):
    """This client is no app that travellers can let in."""

    code = "unauthorized_client"


class InvalidScope(TokenRefused):
    """This scope was not granted."""

    code = "invalid_scope"


class InvalidGrant(TokenRefused, TokenUnknown):
    """The code or token does not count, or is another client's."""

    code = "invalid_grant"


class InvalidClient(TokenRefused, TokenUnknown):
    """The client is not known, or its secret is wrong."""

    status = 401
    code = "invalid_client"


class InvalidToken(TokenRefused, TokenUnknown):
    """The access token is missing, has lapsed or was withdrawn; refresh it or sign in again."""

    status = 401
    code = "invalid_token"


class AudienceDenied(TokenRefused):
    """This client gets no token for this audience."""

    status = 403
    code = "access_denied"


class AccessTokenInvalid(TokenUnknown):
    """The access token is missing, malformed, lapsed or withdrawn; ask for a new one."""
