"""What a client of an API description could trip over when another one takes its place.

Additions are no harm: paths, operations, statuses, members of answers, words that an answer may
say, and whatever a request may leave out. Paths of a beta version may change as they like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from protocols.descriptions.schemas import Schemas, Side

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
BETA = re.compile(r"/v[0-9]+beta(/|$)")

Node = dict[str, Any]


def breaking_differences(old: Node, new: Node) -> list[str]:
    """Each thing that would break a client of `old`, in words; none where `new` only adds."""
    return list(dict.fromkeys(_Comparison(old, new).of_paths()))


class _Comparison:
    """Two documents, and what is found while walking through both."""

    def __init__(self, old: Node, new: Node) -> None:
        self.old, self.new = old, new
        self.schemas = Schemas(old, new)

    def of_paths(self) -> Iterator[str]:
        new_paths = self.new.get("paths", {})
        for path, item in self.old.get("paths", {}).items():
            if BETA.search(path):
                continue
            for method in METHODS:
                if method not in item:
                    continue
                where = f"{method.upper()} {path}"
                if method not in new_paths.get(path, {}):
                    yield f"{where}: is gone"
                    continue
                yield from self._of_operation(where, item[method], new_paths[path][method])

    def _of_operation(self, where: str, old: Node, new: Node) -> Iterator[str]:
        if old.get("operationId") != new.get("operationId"):
            yield f"{where}: is called {new.get('operationId')}, no longer {old.get('operationId')}"
        yield from self._of_security(where, old, new)
        yield from self._of_parameters(where, old, new)
        yield from self._of_request(where, old.get("requestBody"), new.get("requestBody"))
        for status, answer in old.get("responses", {}).items():
            if status not in new["responses"]:
                yield f"{where}: no longer answers {status}"
                continue
            yield from self._of_answer(f"{where}, {status}", answer, new["responses"][status])

    def _of_security(self, where: str, old: Node, new: Node) -> Iterator[str]:
        told = old.get("security", self.old.get("security", []))
        wanted = new.get("security", self.new.get("security", []))
        if wanted and ({} not in wanted) and (not told or any(one not in wanted for one in told)):
            yield f"{where}: lets clients in by other means"

    def _of_parameters(self, where: str, old: Node, new: Node) -> Iterator[str]:
        known, told = _parameters(old), _parameters(new)
        for key, parameter in known.items():
            name = f"{where}, {parameter['in']} {parameter['name']}"
            if key not in told:
                yield f"{name}: is gone"
                continue
            if told[key].get("required") and not parameter.get("required"):
                yield f"{name}: has become required"
            yield from self.schemas.compare(
                name, parameter.get("schema", {}), told[key].get("schema", {}), Side.ASKED
            )
        for key, parameter in told.items():
            if key not in known and parameter.get("required"):
                yield f"{where}, {parameter['in']} {parameter['name']}: is new and required"

    def _of_request(self, where: str, old: Node | None, new: Node | None) -> Iterator[str]:
        if old is None:
            if new and new.get("required"):
                yield f"{where}: needs a body now"
            return
        if new is None:
            yield f"{where}: takes no body any more"
            return
        if new.get("required") and not old.get("required"):
            yield f"{where}: the body has become required"
        yield from self._of_content(f"{where}, body", old, new, Side.ASKED)

    def _of_answer(self, where: str, old: Node, new: Node) -> Iterator[str]:
        told = {name.lower(): header for name, header in new.get("headers", {}).items()}
        for name, header in old.get("headers", {}).items():
            if name.lower() not in told:
                yield f"{where}, header {name}: is gone"
                continue
            now = told[name.lower()]
            if header.get("required") and not now.get("required"):
                yield f"{where}, header {name}: may be missing now"
            yield from self.schemas.compare(
                f"{where}, header {name}",
                header.get("schema", {}),
                now.get("schema", {}),
                Side.TOLD,
            )
        yield from self._of_content(where, old, new, Side.TOLD)

    def _of_content(self, where: str, old: Node, new: Node, side: Side) -> Iterator[str]:
        told = new.get("content", {})
        for media, content in old.get("content", {}).items():
            if media not in told:
                yield f"{where}: is not {media} any more"
                continue
            yield from self.schemas.compare(
                where, content.get("schema", {}), told[media].get("schema", {}), side
            )


def _parameters(operation: Node) -> dict[tuple[str, str], Node]:
    """By place and name; the names of headers do not depend on case."""
    return {
        (one["in"], one["name"].lower() if one["in"] == "header" else one["name"]): one
        for one in operation.get("parameters", [])
    }
