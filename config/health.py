"""Two questions for load balancers: does the process answer, and may it have traffic."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as the process can answer at all; asks no database."""
    return JsonResponse({"status": "live"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 once the database is reachable and migrated, else 503 with the reason."""
    reason = reason_not_ready()
    if reason:
        return JsonResponse({"status": "not ready", "reason": reason}, status=503)
    return JsonResponse({"status": "ready"})


def reason_not_ready() -> str | None:
    """Return what stands in the way of serving, or nothing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        missing = missing_migrations()
    except DatabaseError:
        return "The database cannot be reached."
    if missing:
        return f"Migrations are missing: {', '.join(missing)}. Run manage.py migrate."
    return None


def missing_migrations() -> list[str]:
    """Return the migrations of this release that the database has not had."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
