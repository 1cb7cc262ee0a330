"""``comity backup`` and ``comity restore``: a copy that can be proved good, and that never holds the master key."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from comity.trust import audit, sealing

FORMAT = 1
MANIFEST = "manifest.json"
COPIES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class NoBackup(Exception):
    """A plain sentence for the operator: why there is no copy, or why this copy is not good."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself: enough to know later that every row is there and which key opens it."""

    format: int
    made_at: str
    engine: str
    key: str
    sha256: dict[str, str]
    rows: dict[str, int]
    migrations: list[str]

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        try:
            manifest = cls(**json.loads(text))
        except (ValueError, TypeError):
            raise NoBackup("the manifest in this file is damaged") from None
        if manifest.format != FORMAT or manifest.engine not in COPIES:
            raise NoBackup("this backup was made by a version of Comity that this one cannot read")
        return manifest


@dataclass(frozen=True)
class Checked:
    """What a rehearsed restore found, in sentences; ``faults`` is empty when the copy is good."""

    findings: list[str]
    faults: list[str]


def which_key() -> str:
    """Names the master key without telling anything about it, so that a backup can say which key it needs."""
    return sealing.keyed_hash("which key", "backup")[:16]


def checksum(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def count_rows() -> dict[str, int]:
    """Rows of every table, below the guard: a count names nobody."""
    with connection.cursor() as cursor:
        counts = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            counts[table] = int(cursor.fetchone()[0])
        return counts


def program(name: str) -> str:
    """PostgreSQL's own tool, the newest one on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if path := str(found[-1]) if found else shutil.which(name):
        return path
    raise NoBackup(f"{name} is not on this machine. On Debian: apt install postgresql-client")


def address(name: str = "") -> tuple[str, dict[str, str]]:
    """The database as PostgreSQL's tools want it; the password goes by the environment, never by the command line."""
    known = connection.settings_dict
    host = f"{known['HOST'] or ''}{':' + known['PORT'] if known['PORT'] else ''}"
    url = f"postgresql://{quote(known['USER'])}{'@' if known['USER'] else ''}{host}/{quote(name or str(known['NAME']))}"
    return url, {**os.environ, "PGPASSWORD": str(known["PASSWORD"])}


def call(*command: str, environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise NoBackup(f"{Path(command[0]).name} failed: {done.stderr.strip().splitlines()[-1:] or ''}")


def copy_database(target: Path) -> dict[str, int]:
    """A consistent copy while people go on working; gives the rows of each table in that copy."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        with looking_at(target) as rows:
            return rows
    url, environment = address()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        same = f"--snapshot={cursor.fetchone()[0]}"  # the dump sees exactly the rows counted here
        call(
            program("pg_dump"), "--format=custom", "--no-owner", same, f"--file={target}", url, environment=environment
        )
        return count_rows()


def write_tar(target: Path, files: list[Path], manifest: Manifest, made_at: datetime) -> None:
    with tarfile.open(target, "w") as tar:
        text = json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode, entry.mtime = len(text), 0o600, int(made_at.timestamp())
        tar.addfile(entry, io.BytesIO(text))
        for file in files:
            tar.add(file, arcname=file.name, filter=owned_by_nobody)


def owned_by_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def back_up(target: Path, *, now: datetime) -> Manifest:
    """Write one file with everything but the key. It appears under its name only when it is whole."""
    if target.exists():
        raise NoBackup(f"{target} is there already; a backup is never overwritten")
    if not target.parent.is_dir():
        raise NoBackup(f"there is no folder {target.parent}")
    before = os.umask(0o077)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".comity-backup-") as scratch:
            copy = Path(scratch) / COPIES[connection.vendor]
            rows = copy_database(copy)
            manifest = Manifest(
                format=FORMAT,
                made_at=now.isoformat(),
                engine=connection.vendor,
                key=which_key(),
                sha256={copy.name: checksum(copy)},
                rows=rows,
                migrations=sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
            )
            whole = Path(scratch) / "whole.tar"
            write_tar(whole, [copy], manifest, now)
            with whole.open("rb") as opened:
                os.fsync(opened.fileno())
            whole.rename(target)
    finally:
        os.umask(before)
    return manifest


@contextmanager
def looking_at(copy: Path) -> Iterator[dict[str, int]]:
    """Make the default connection look at the copy for a while; gives the rows of each table.

    Only for a command that runs alone: no page is served by this process.
    """
    place = str(copy) if connection.vendor == "sqlite" else restored_beside(copy)
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = place
    try:
        yield count_rows()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{place}" WITH (FORCE)')


def restored_beside(copy: Path) -> str:
    """A scratch database on the same PostgreSQL, filled from the copy; its name."""
    name = f"comity_rehearsal_{os.getpid()}"
    try:
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    except Exception as error:
        raise NoBackup(
            "the copy cannot be tried out: the database user may not create a scratch database. "
            "As the database's administrator: ALTER USER … CREATEDB"
        ) from error
    url, environment = address(name)
    call(program("pg_restore"), "--no-owner", "--exit-on-error", f"--dbname={url}", str(copy), environment=environment)
    return name


def unpack(source: Path, into: Path) -> tuple[Manifest, Path]:
    """The manifest and the database copy, checksums compared; anything else in the file is refused."""
    try:
        with tarfile.open(source, "r:") as tar:
            entries = {entry.name: entry for entry in tar.getmembers()}
            if MANIFEST not in entries or any(not entry.isfile() or "/" in name for name, entry in entries.items()):
                raise NoBackup(f"{source} is not a backup that `comity backup` made")
            opened = tar.extractfile(entries[MANIFEST])
            manifest = Manifest.read(opened.read() if opened else b"")
            if set(entries) != {MANIFEST, *manifest.sha256}:
                raise NoBackup("the files in this backup are not those its manifest lists")
            tar.extractall(into, members=[entries[name] for name in manifest.sha256], filter="data")
    except (tarfile.TarError, FileNotFoundError, EOFError):
        raise NoBackup(f"{source} cannot be read as a backup") from None
    for name, expected in manifest.sha256.items():
        if checksum(into / name) != expected:
            raise NoBackup(f"{name} in this backup is damaged: its checksum is not the one written beside it")
    if manifest.engine != connection.vendor:
        raise NoBackup(f"this backup is of {manifest.engine}, and COMITY_DATABASE_URL points to {connection.vendor}")
    return manifest, into / COPIES[manifest.engine]


def examine(manifest: Manifest, rows: dict[str, int]) -> Checked:
    """Look through the database the connection points to and compare it with what the backup says of itself."""
    findings = [f"made at {manifest.made_at}, {manifest.engine}", "checksums hold"]
    faults = []
    if rows == manifest.rows:
        findings.append(f"{len(rows)} tables, {sum(rows.values())} rows, as when it was made")
    else:
        wrong = sorted(name for name in rows.keys() | manifest.rows.keys() if rows.get(name) != manifest.rows.get(name))
        faults.append(f"rows differ from the manifest in: {', '.join(wrong)}")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            if (answer := cursor.fetchone()[0]) != "ok":
                faults.append(f"SQLite says: {answer}")
    if manifest.key == which_key():
        findings.append("the key file on this machine is the one this backup needs")
        verdict = audit.verify()
        if verdict.holds:
            findings.append(f"the audit trail holds: {verdict.linked} links, {verdict.unlinked} rows not linked yet")
        else:
            faults.append(f"the audit trail is broken: {verdict.broken}")
    else:
        faults.append("this backup was made under another key: put the copy of that key file in place first")
    return Checked(findings, faults)


def verify(source: Path) -> Checked:
    """Rehearse a restore in a scratch place. Nothing on this machine changes."""
    with tempfile.TemporaryDirectory(prefix="comity-restore-") as scratch:
        manifest, copy = unpack(source, Path(scratch))
        with looking_at(copy) as rows:
            return examine(manifest, rows)


def is_empty() -> bool:
    return not any(count for table, count in count_rows().items() if table == "trust_matter")


def restore(source: Path) -> Checked:
    """Put the copy in place of a database that holds no matter yet, then look it through."""
    with tempfile.TemporaryDirectory(prefix="comity-restore-", dir=settings.DATA) as scratch:
        manifest, copy = unpack(source, Path(scratch))
        if not is_empty():
            raise NoBackup(
                "there are matters in the database here, and a restore would overwrite them. "
                "Move the old database away (or name another by COMITY_DATABASE_URL) and try again"
            )
        connection.close()
        if connection.vendor == "sqlite":
            place = Path(connection.settings_dict["NAME"])
            for leftover in (place.with_name(f"{place.name}-wal"), place.with_name(f"{place.name}-shm")):
                leftover.unlink(missing_ok=True)
            copy.chmod(0o600)
            copy.rename(place)
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode=WAL")
        else:
            url, environment = address()
            wipe = ["--clean", "--if-exists", "--no-owner", "--exit-on-error", "--single-transaction"]
            call(program("pg_restore"), *wipe, f"--dbname={url}", str(copy), environment=environment)
        return examine(manifest, count_rows())
