"""The web server of an operator who publishes the files of a GBFS feed, on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.factories.gbfs import PUBLISHED


@dataclass
class FeedSite:
    """Its files by path, and the paths that it was asked for."""

    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    root: str = ""

    @property
    def address(self) -> str:
        """Of the file that names the others."""
        return f"{self.root}/gbfs.json"

    def publish(self, files: Mapping[str, bytes], *, version: str = "2.3") -> None:
        """Publish these files, and the one that names them."""
        self.files = {f"/{name}": content for name, content in files.items()}
        feeds = [
            {"name": name.removesuffix(".json"), "url": f"{self.root}/{name}"} for name in files
        ]
        listed: Any = {"feeds": feeds}
        moment: Any = PUBLISHED.isoformat()
        if version.startswith("2"):
            listed, moment = {"en": listed}, int(PUBLISHED.timestamp())
        document = {"last_updated": moment, "ttl": 0, "version": version, "data": listed}
        self.files["/gbfs.json"] = json.dumps(document).encode()


@contextmanager
def publishing() -> Iterator[FeedSite]:
    """Serve files until the end of the block."""
    told = FeedSite()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            content = told.files.get(self.path)
            self.send_response(200 if content is not None else 404)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    told.root = f"http://127.0.0.1:{server.server_port}"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
