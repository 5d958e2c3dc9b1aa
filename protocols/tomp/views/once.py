"""Requests that may be sent again with an Idempotency-Key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from rest_framework.renderers import JSONRenderer

from protocols.idempotency import Attempt, answer_once, read_attempt
from protocols.models import CallerKind
from protocols.tomp.errors import refuse
from protocols.tomp.views.operation import TompOperation


class OnceOperation(TompOperation):
    """An endpoint where requests with the same key, sent within a day, have one effect."""

    def read_attempt(self) -> Attempt | None:
        """The Idempotency-Key, if one was sent; to be read before the body is. KeyUnfit."""
        return read_attempt(
            self.request._request, caller_kind=CallerKind.TOKEN, caller_id=self.caller.token_id
        )

    def once(
        self,
        attempt: Attempt | None,
        answer: Callable[[], HttpResponse],
        *,
        asks_outside: bool = False,
    ) -> HttpResponse:
        """Run `answer`; with a key, once for all requests that carry it. KeyInUse, KeyReused.

        `asks_outside`: another server is asked, so no transaction may hold what is done meanwhile.
        """
        if attempt is None:
            return answer()
        finished = partial(self._finished, answer)
        return answer_once(attempt, finished, at=self.at, moves_money=asks_outside)

    def _finished(self, answer: Callable[[], HttpResponse]) -> HttpResponse:
        """The answer; a refusal is one as well."""
        try:
            return answer()
        except Exception as fault:
            refused = refuse(fault, module=self.module, refusals=self.find_refusals())
            if refused is None:
                raise
            return rendered(refused.data, status=refused.status_code)


def rendered(wire: Any, *, status: int = 200) -> HttpResponse:
    """A finished answer."""
    body = JSONRenderer().render(wire)
    return HttpResponse(body, status=status, content_type=JSONRenderer.media_type)
