"""Draws the lives of the models into docs/states/, from their transitions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django_fsm as fsm
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models

START_AND_END = "[*]"
ANY_STATE, ANY_OTHER = "*", "+"
SIGNATURE = "by `manage.py draw_states`; do not edit."


class Command(BaseCommand):
    """Write one Mermaid diagram for each model that has states.

    With --check nothing is written; CommandError names the files that differ.
    """

    help = "Draw the states of every model into docs/states/, or check that they are drawn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail if it would.")
        parser.add_argument(
            "--folder", type=Path, default=settings.BASE_DIR / "docs" / "states",
            help="Where the diagrams are (default: docs/states).",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        drawn = dict(sorted(draw_all()))
        differing = [name for name, text in drawn.items() if read(folder / name) != text]
        left_over = [
            path
            for path in sorted(folder.glob("*.md"))
            if path.name not in drawn and is_drawn_here(path)
        ]
        if options["check"]:
            names = [*differing, *(path.name for path in left_over)]
            if names:
                raise CommandError(
                    f"Not as the code has it in {folder}: {', '.join(names)}. "
                    "Run manage.py draw_states."
                )
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in differing:
            (folder / name).write_text(drawn[name])
        for path in left_over:
            path.unlink()


def draw_all() -> Iterator[tuple[str, str]]:
    """File name and text of every diagram."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, fsm.FSMFieldMixin):
                yield f"{model._meta.model_name}.md", draw(model, field)


def draw(model: type[models.Model], field: Any) -> str:
    """The states of a model in the order of their choices, and what leads from one to another."""
    transitions = sorted(
        field.get_all_transitions(model), key=lambda each: (each.name, str(each.source))
    )
    words = [value for value, _ in field.choices]
    steps = [
        (word, each.target, each.name)
        for word in words
        for each in transitions
        if starts_from(each, word)
    ]
    left = {source for source, _, _ in steps}
    reached = {field.default, *(each.target for each in transitions)}
    final = [word for word in words if word in reached - left]
    lines = [
        f"# {model.__name__}",
        "",
        f"Drawn from `{model.__module__}` {SIGNATURE}",
        "",
        "```mermaid",
        "stateDiagram-v2",
        f"    {START_AND_END} --> {field.default}",
        *(f"    {source} --> {target}: {name}" for source, target, name in steps),
        *(f"    {word} --> {START_AND_END}" for word in final),
        "```",
    ]
    unused = [word for word in words if word not in reached]
    if unused:
        lines += ["", f"Known words that nothing leads to yet: {', '.join(unused)}."]
    return "\n".join(lines) + "\n"


def starts_from(transition: Any, word: str) -> bool:
    """Whether the transition can be taken in that state; a source may mean any, or any other."""
    if transition.source == ANY_STATE:
        return True
    return transition.source == word or (
        transition.source == ANY_OTHER and transition.target != word
    )


def is_drawn_here(path: Path) -> bool:
    return SIGNATURE in path.read_text()


def read(path: Path) -> str:
    return path.read_text() if path.exists() else ""
