"""What is wrong with the machine rather than with the code: told at every start, in a sentence."""

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register  # noqa: A004 - Django's own name for it
from django.db import connection

# https://www.sqlite.org/changes.html: older versions can, rarely, lose a commit when a write-ahead log is reset.
FIXED_SQLITE = (3, 51, 3)


@register()
def sqlite_is_fixed(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """An old SQLite is safe with one server process; with several, rarely, it is not."""
    return old_sqlite(connection.vendor, sqlite3.sqlite_version_info)


def old_sqlite(vendor: str, version: tuple[int, ...]) -> list[CheckMessage]:
    if vendor != "sqlite" or version >= FIXED_SQLITE:
        return []
    return [
        Warning(
            f"this machine's SQLite {'.'.join(map(str, version))} can lose data when several processes write.",
            hint="Install the pysqlite3 wheel, or use PostgreSQL (COMITY_DATABASE_URL), or serve with --workers 1.",
            id="comity.W001",
        )
    ]


def machine_warnings() -> list[str]:
    return [f"{found.msg} {found.hint}" for found in sqlite_is_fixed()] + data_folder_warnings()


def data_folder_warnings() -> list[str]:
    """Whether somebody else on this machine could read what is not sealed."""
    mode = settings.DATA.stat().st_mode & 0o077 if settings.DATA.exists() else 0
    return [f"others on this machine may look into {settings.DATA}; chmod 700 it."] if mode else []
