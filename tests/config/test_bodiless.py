"""What leaves the server for HEAD, and with an answer that has no body."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.bodiless import BodilessAnswers

PAGE = b"All that a GET would tell"


def answers():
    return [HttpResponse(PAGE), StreamingHttpResponse([PAGE]), FileResponse(BytesIO(PAGE))]


def sent(method, response):
    told = BodilessAnswers(lambda _: response)(RequestFactory().generic(method, "/"))
    return b"".join(told)


@pytest.mark.parametrize("response", answers())
def test_get_has_its_body(response):
    assert sent("GET", response) == PAGE


@pytest.mark.parametrize("response", answers())
def test_head_has_none(response):
    assert sent("HEAD", response) == b""
    assert getattr(response, "file_to_stream", None) is None


@pytest.mark.parametrize("status", [204, 304])
def test_answers_that_say_so_have_none(status):
    assert sent("GET", HttpResponse(PAGE, status=status)) == b""


@pytest.mark.django_db
def test_server_sends_no_body_and_the_length_of_that_of_a_get():
    """What the test client would take off itself."""
    told = {}

    def ask(method):
        def begin(status, headers):
            told[method] = dict(headers)

        environ = RequestFactory().generic(method, "/health/live").environ
        return b"".join(WSGIHandler()(environ, begin))

    assert ask("GET") == b'{"status": "live"}'
    assert ask("HEAD") == b""
    assert told["HEAD"]["Content-Length"] == told["GET"]["Content-Length"] == "18"
