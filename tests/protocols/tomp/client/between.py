"""What stands on the line between buyer and seller: it passes requests on, and can cut the line or
kill either end just before or just after the seller has done what it was asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

HOP_BY_HOP = {"connection", "content-length", "transfer-encoding", "host", "date", "server"}
BEFORE, AFTER = "before", "after"


@dataclass
class Trap:
    """At the first request with this path and these words, before or after it was answered."""

    path: str
    words: str
    moment: str
    spring: Callable[[], None]


class Between:
    """A line to a seller."""

    def __init__(self, seller: str) -> None:
        self.seller = seller
        self.trap: Trap | None = None
        self.seen: list[tuple[str, str]] = []
        line = self

        class Handler(BaseHTTPRequestHandler):
            """Passes one request on."""

            def answer(self) -> None:
                line.pass_on(self)

            do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815  # names of http.server

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("localhost", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.server.server_port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def pass_on(self, asked: BaseHTTPRequestHandler) -> None:
        """Answer as the seller does; where there is no answer, close the line."""
        body = asked.rfile.read(int(asked.headers.get("Content-Length") or 0))
        self.seen.append((asked.command, asked.path))
        self._spring(BEFORE, asked.path, body)
        headers = {name: v for name, v in asked.headers.items() if name.lower() not in HOP_BY_HOP}
        try:
            answer = requests.request(
                asked.command,
                f"{self.seller}{asked.path}",
                data=body,
                headers=headers,
                timeout=20,
                allow_redirects=False,
            )
        except requests.RequestException:
            asked.close_connection = True
            return
        if self._spring(AFTER, asked.path, body):
            asked.close_connection = True
            return
        with suppress(OSError):
            asked.send_response(answer.status_code)
            for name, value in answer.headers.items():
                if name.lower() not in HOP_BY_HOP:
                    asked.send_header(name, value)
            asked.send_header("Content-Length", str(len(answer.content)))
            asked.end_headers()
            asked.wfile.write(answer.content)

    def _spring(self, moment: str, path: str, body: bytes) -> bool:
        trap = self.trap
        if trap is None or trap.moment != moment or trap.path not in path:
            return False
        if trap.words.encode() not in body:
            return False
        self.trap = None
        trap.spring()
        return True
