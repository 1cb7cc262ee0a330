"""The test database: migrated once for all workers and runs, then cloned, on SQLite and on PostgreSQL."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "test-databases"


def fingerprint() -> str:
    """What the empty database depends on: every migration of ours and the pinned packages."""
    digest = hashlib.sha256((ROOT / "requirements" / "run.txt").read_bytes())
    digest.update(repr(settings.INSTALLED_APPS).encode())
    for migration in sorted((ROOT / "comity").rglob("migrations/*.py")):
        digest.update(str(migration.relative_to(ROOT)).encode() + migration.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Workers wait here for the one that migrates."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def use(name: str) -> None:
    from django.db import connection

    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def clone_sqlite() -> None:
    """Copy the migrated file; make it first if the migrations have changed."""
    template = BUILD / f"{fingerprint()}.sqlite3"
    with one_at_a_time("sqlite"):
        if not template.exists():
            for old in BUILD.glob("*.sqlite3*"):
                old.unlink()
            scratch = template.with_suffix(f".{os.getpid()}")
            use(str(scratch))
            migrate()
            from django.db import connection

            connection.close()  # the migrations left statements open, and they would lock the file
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode=WAL")
            connection.close()  # the last one to close writes the log back into the file
            scratch.replace(template)
        mine = Path(settings.DATA) / "test.sqlite3"
        shutil.copyfile(template, mine)
    use(str(mine))


@contextmanager
def maintenance() -> Iterator[object]:
    """A PostgreSQL connection that may create databases."""
    from django.db import connection

    with connection._nodb_cursor() as cursor:
        yield cursor


def clone_postgres() -> str:
    template = f"comity_template_{fingerprint()}"
    mine = str(settings.DATABASES["default"]["TEST"]["NAME"])
    with one_at_a_time("postgres"), maintenance() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{template}_making"')
            use(f"{template}_making")
            migrate()
            use("postgres")
            cursor.execute(f'ALTER DATABASE "{template}_making" RENAME TO "{template}"')
        cursor.execute(f'DROP DATABASE IF EXISTS "{mine}"')
        cursor.execute(f'CREATE DATABASE "{mine}" TEMPLATE "{template}"')
    use(mine)
    return mine


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker) -> Iterator[None]:
    """Takes the place of pytest-django's own: a clone costs milliseconds where a migration costs seconds."""
    with django_db_blocker.unblock():
        on_sqlite = "sqlite3" in settings.DATABASES["default"]["ENGINE"]
        before = str(settings.DATABASES["default"]["NAME"])
        mine = clone_sqlite() if on_sqlite else clone_postgres()
    yield
    with django_db_blocker.unblock():
        use(before)
        if mine:
            with maintenance() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{mine}" WITH (FORCE)')


@pytest.fixture(scope="session", autouse=True)
def key_file(django_test_environment: None) -> Path:
    """The master key under which the tests' matters are sealed."""
    from comity.trust import sealing

    path = Path(settings.KEY_FILE)
    if not path.exists():
        sealing.make_key_file(path)
    return path
