"""Which forms the person has been shown and not sent yet, so that a reload repeats nothing."""

from __future__ import annotations

import secrets

from django.http import HttpRequest

SESSION_KEY = "forms_shown"
MOST_OPEN = 20
"""Forms that were opened and left; older ones must be opened again."""


def remember(request: HttpRequest) -> str:
    """A random number for the form that is about to be shown."""
    number = secrets.token_urlsafe(12)
    numbers = request.session.get(SESSION_KEY, [])
    request.session[SESSION_KEY] = [*numbers, number][-MOST_OPEN:]
    return number


def take(request: HttpRequest) -> bool:
    """Whether this form was shown and is sent for the first time."""
    numbers = request.session.get(SESSION_KEY, [])
    number = request.POST.get("shown")
    if number not in numbers:
        return False
    request.session[SESSION_KEY] = [other for other in numbers if other != number]
    return True
