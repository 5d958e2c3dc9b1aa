"""Answers that have no body: to HEAD, and those that say there is none.

Django takes the body off in its own server and in its test client alone; gunicorn drops it as well,
and warns each time.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)

EMPTY = frozenset({204, 304})


class BodilessAnswers:
    """Middleware: such an answer goes out without a body. Its Content-Length stays, since that is
    what a GET would have sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "HEAD" or response.status_code in EMPTY:
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = iter(())
            elif isinstance(response, HttpResponse):
                response.content = b""
        return response
