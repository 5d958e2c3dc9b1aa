"""Writes the API description of every face into docs/api/, so that a change of it is seen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import URLPattern, URLResolver, get_resolver
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.settings import patched_settings
from drf_spectacular.views import SpectacularAPIView

SUFFIX = "-schema"


class Command(BaseCommand):
    """Write one OpenAPI file for each route whose name ends in `-schema`.

    With --check nothing is written; CommandError names the files that differ.
    """

    help = "Write the API descriptions into docs/api/, or check that they are written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail if it would.")
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
        folder.mkdir(parents=True, exist_ok=True)
        for name in differing:
            (folder / name).write_text(written[name])


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
