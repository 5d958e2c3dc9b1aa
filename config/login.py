"""The admin's log-in, with a limit on how often one address, or one username, is tried.

A try is counted before the password is looked at, so that many at once do not slip through, and
forgiven when it was right.
"""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from rest_framework.exceptions import Throttled

from protocols.models import Limited
from protocols.strangers import client_of, count_client, forgive_client, hashed


def login(request: HttpRequest) -> HttpResponse:
    """Answer as the admin does, or 429 with Retry-After and a page that says when to come back."""
    if request.method != "POST":
        return admin.site.login(request)
    at = timezone.now()
    tried = [
        (Limited.LOGIN, client_of(request)),
        (Limited.LOGIN_NAME, hashed(request.POST.get("username", "").casefold())),
    ]
    try:
        for kind, client in tried:
            count_client(kind, client, at=at)
    except Throttled as refusal:
        return _come_back_later(request, seconds=int(getattr(refusal, "wait", None) or 1))
    response: HttpResponse = admin.site.login(request)
    if request.user.is_authenticated:
        for kind, client in tried:
            forgive_client(kind, client, at=at)
    return response


def _come_back_later(request: HttpRequest, *, seconds: int) -> HttpResponse:
    minutes = -(-seconds // 60)
    response = render(request, "admin/login_limit.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(seconds)
    return response
