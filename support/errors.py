"""Why support refuses."""

from __future__ import annotations

from operators.tenancy.errors import DomainError


class SupportError(DomainError):
    """The case does not allow this."""


class NothingAskedAbout(SupportError):
    """A case needs what it is about: a booking, a ticket or a vehicle."""


class CaseClosed(SupportError):
    """The case is closed; open it again first, or open a new one."""


class AskedAlready(SupportError):
    """The same is asked in a case that is open; go on with that one."""


class AssigneeUnfit(SupportError):
    """Cases are worked on by administrators and support staff of their tenant."""
