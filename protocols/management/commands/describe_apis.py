"""Writes the API description of every face into docs/api/, so that a change of it is seen."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import URLPattern, URLResolver, get_resolver
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.settings import patched_settings
from drf_spectacular.views import SpectacularAPIView

from protocols.descriptions.differences import breaking_differences

SUFFIX = "-schema"


class Command(BaseCommand):
    """Write one OpenAPI file for each route whose name ends in `-schema`.

    Additions are written. A difference that would break partners is not, unless --breaking says
    that it is meant: CommandError lists each. With --check nothing is written; CommandError names
    the files that differ.
    """

    help = "Write the API descriptions into docs/api/, or check that they are written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail if it would.")
        parser.add_argument(
            "--breaking", action="store_true", help="Write also what breaks partners."
        )
        parser.add_argument(
            "--folder", type=Path, default=settings.BASE_DIR / "docs" / "api",
            help="Where the files are (default: docs/api).",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        written = dict(describe_all())
        differing = [name for name, text in written.items() if read(folder / name) != text]
        if options["check"]:
            if differing:
                raise CommandError(
                    f"Not as the code has it in {folder}: {', '.join(differing)}. "
                    "Run manage.py describe_apis, and see that partners can live with the change."
                )
            return
        if not options["breaking"]:
            refuse_breaking({name: written[name] for name in differing}, folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name in differing:
            (folder / name).write_text(written[name])


def refuse_breaking(written: Mapping[str, str], folder: Path) -> None:
    """CommandError with each thing that would break a partner who relies on the stored file."""
    broken = [
        f"{name}: {difference}"
        for name, text in written.items()
        if (stored := read(folder / name))
        for difference in breaking_differences(parse(stored), parse(text))
    ]
    if broken:
        told = "\n".join(f"  {one}" for one in broken)
        raise CommandError(
            f"Partners who rely on the files in {folder} would be broken:\n{told}\n"
            "Nothing was written. Keep what they rely on, or run it again with --breaking."
        )


def parse(text: str) -> dict[str, Any]:
    """The document. (With the parser in C, which is ten times as fast.)"""
    document: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return document


def describe_all() -> Iterator[tuple[str, str]]:
    """File name and text of every description."""
    for name, view in schema_views(get_resolver().url_patterns):
        yield f"{name.removesuffix(SUFFIX)}.yaml", describe(view)


def schema_views(
    routes: list[URLPattern | URLResolver],
) -> Iterator[tuple[str, SpectacularAPIView]]:
    """Name and view of every route that serves a description."""
    for route in routes:
        if isinstance(route, URLResolver):
            yield from schema_views(route.url_patterns)
        elif route.name and route.name.endswith(SUFFIX):
            view: Any = route.callback
            yield route.name, view.cls(**view.initkwargs)


def describe(view: SpectacularAPIView) -> str:
    """The text that the view serves."""
    with patched_settings(view.custom_settings):
        generator = view.generator_class(patterns=view.patterns)
        schema = generator.get_schema(request=None, public=True)
        text: bytes = OpenApiYamlRenderer().render(schema, renderer_context={})
    return text.decode()


def read(path: Path) -> str:
    return path.read_text() if path.exists() else ""
