"""/health: is the service in order? For the machine that watches it; says nothing about any person or matter."""

import functools

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from comity.notices import worker


def are_migrations_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


@functools.cache
def _all_applied() -> None:
    """Asked until the answer is yes; nobody takes migrations back under a running server."""
    if not are_migrations_applied():
        raise LookupError


def health(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served; the worker's silence is told but does not stop the pages."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        _all_applied()
        seen = worker.health(timezone.now())
    except LookupError:
        return answer({"status": "failing", "database": "reachable", "migrations": "missing"}, 503)
    except DatabaseError:
        return answer({"status": "failing", "database": "unreachable"}, 503)
    age = None if seen.last_beat_at is None else round((timezone.now() - seen.last_beat_at).total_seconds())
    facts: dict[str, object] = {
        "status": "ok" if seen.alive else "degraded",
        "database": "reachable",
        "migrations": "applied",
        "worker": "working" if seen.alive else "silent" if age is not None else "not running",
        "worker_seconds": age,
        "waiting": seen.waiting,
    }
    return answer(facts, 200)


def answer(facts: dict[str, object], status: int) -> JsonResponse:
    return JsonResponse(facts, status=status, headers={"Cache-Control": "no-store"})
