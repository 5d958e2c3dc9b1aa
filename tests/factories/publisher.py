"""The web server of an operator who publishes a feed, on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Site:
    """What it answers, and what it was asked."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    redirects: int = 0
    moved: bytes = b""
    """What stands below an answer that leads elsewhere."""
    pause: float = 0.0
    """Seconds after each byte."""
    protocol: str = "HTTP/1.0"
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    address: str = ""


@contextmanager
def published(body: bytes, headers: dict[str, str]) -> Iterator[Site]:
    """Serve a file until the end of the block."""
    told = Site(body, headers=headers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append((self.path, dict(self.headers)))
            self.protocol_version = told.protocol
            if len(told.asked) <= told.redirects:
                self.send_response(302)
                self.send_header("Location", f"/feed.zip?{len(told.asked)}")
                self.send_header("Content-Length", str(len(told.moved)))
                self.end_headers()
                self.say(told.moved)
                return
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            self.say(told.body)

        def say(self, body: bytes) -> None:
            size = 1 if told.pause else len(body)
            with suppress(OSError):
                for start in range(0, len(body), size or 1):
                    self.wfile.write(body[start : start + size])
                    time.sleep(told.pause)

        def log_message(self, *words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    told.address = f"http://127.0.0.1:{server.server_port}/feed.zip"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
