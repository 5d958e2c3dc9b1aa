"""Reading pages as a browser does: what a form would send, and where its links lead."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

Attributes = list[tuple[str, str | None]]


class FormReader(HTMLParser):
    """Collects what the form with this id would send as it stands; without an id, any form."""

    def __init__(self, form_id: str | None) -> None:
        super().__init__()
        self.form_id = form_id
        self.values: dict[str, list[str]] = {}
        self.inside = False
        self.select: str | None = None
        self.option: str | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        words = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = self.form_id is None or words.get("id") == self.form_id
        if not self.inside or "disabled" in words:
            return
        if tag == "input" and words.get("name"):
            self.read_input(words)
        elif tag == "select":
            self.select = words["name"]
        elif tag == "option" and self.select and "selected" in words:
            self.values.setdefault(self.select, []).append(words["value"])
        elif tag == "textarea":
            self.area = words["name"]
            self.values[self.area] = [""]

    def read_input(self, words: dict[str, str]) -> None:
        kind = words.get("type", "text")
        if kind in ("submit", "file") or (kind in ("checkbox", "radio") and "checked" not in words):
            return
        default = "on" if kind == "checkbox" else ""
        self.values.setdefault(words["name"], []).append(words.get("value", default))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, text: str) -> None:
        if self.area is not None:
            self.values[self.area][0] += text.removeprefix("\n")


def form_of(response: Any, form_id: str | None = None, **changes: Any) -> dict[str, Any]:
    """What the page's form would send, with some of its fields filled in by hand."""
    reader = FormReader(form_id)
    reader.feed(response.text)
    return {**reader.values, **changes}


def admin_form_of(response: Any, **changes: Any) -> dict[str, Any]:
    """The same for the form of a row in the admin."""
    return form_of(response, f"{response.context['opts'].model_name}_form", **changes)
