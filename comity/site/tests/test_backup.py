"""A backup can be proved good, is refused when it is not, and never holds the key."""

import json
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from comity.site import backup
from comity.trust import audit
from comity.trust.models import Account, Matter
from comity.trust.viewer import System

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """One account, one matter and a linked audit trail, backed up."""
    Account.objects.create_account(email="lena@office.example", name="Lena")
    Matter.open_new(now=NOON, grants=[("desk:atlanta:intake", "intake", "routed")], viewer=System("setup"))
    audit.link()
    backup.back_up(tmp_path / "copy.tar", now=NOON)
    return tmp_path / "copy.tar"


def test_a_backup_is_rehearsed_and_found_good(written: Path) -> None:
    checked = backup.verify(written)
    assert checked.faults == []
    assert any("audit trail holds" in sentence for sentence in checked.findings)
    assert Account.objects.get().name == "Lena"  # the rehearsal left the real database in place


def test_a_backup_holds_no_key_and_no_secret(written: Path) -> None:
    with tarfile.open(written) as tar:
        assert set(tar.getnames()) == {backup.MANIFEST, backup.COPIES[connection.vendor]}
    whole = written.read_bytes()
    key = Path(settings.KEY_FILE).read_text(encoding="ascii").splitlines()[1]
    assert key.encode() not in whole
    assert settings.SECRET_KEY.encode() not in whole


def test_a_backup_is_for_its_owner_only_and_never_overwritten(written: Path) -> None:
    assert written.stat().st_mode & 0o077 == 0
    with pytest.raises(backup.NoBackup, match="never overwritten"):
        backup.back_up(written, now=NOON)
    assert [path.name for path in written.parent.iterdir()] == ["copy.tar"]


def rewritten(source: Path, change) -> Path:
    """The same backup with one of its files changed on the way."""
    target = source.with_name("changed.tar")
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for entry in old.getmembers():
            opened = old.extractfile(entry)
            assert opened is not None
            content = change(entry.name, opened.read())
            entry.size = len(content)
            spool = target.with_name("spool")
            spool.write_bytes(content)
            with spool.open("rb") as file:
                new.addfile(entry, file)
            spool.unlink()
    return target


def test_one_changed_byte_is_found(written: Path) -> None:
    changed = rewritten(
        written, lambda name, content: content if name == backup.MANIFEST else content[:-1] + bytes([content[-1] ^ 1])
    )
    with pytest.raises(backup.NoBackup, match="damaged"):
        backup.verify(changed)


def test_rows_that_are_missing_are_named(written: Path) -> None:
    def one_more(name: str, content: bytes) -> bytes:
        if name != backup.MANIFEST:
            return content
        manifest = json.loads(content)
        manifest["rows"]["trust_matter"] += 1
        return json.dumps(manifest).encode()

    checked = backup.verify(rewritten(written, one_more))
    assert checked.faults == ["rows differ from the manifest in: trust_matter"]


def test_a_backup_made_under_another_key_says_so(written: Path) -> None:
    def other_key(name: str, content: bytes) -> bytes:
        return content.replace(backup.which_key().encode(), b"0" * 16) if name == backup.MANIFEST else content

    [fault] = backup.verify(rewritten(written, other_key)).faults
    assert "another key" in fault


def test_anything_else_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all", encoding="utf-8")
    for source in (tmp_path / "letter.txt", tmp_path / "missing.tar"):
        with pytest.raises(backup.NoBackup, match="cannot be read as a backup"):
            backup.verify(source)


def test_a_restore_never_overwrites_matters(written: Path) -> None:
    with pytest.raises(backup.NoBackup, match="there are matters"):
        backup.restore(written)


def test_a_restore_into_an_empty_database_brings_everything_back(written: Path) -> None:
    with connection.cursor() as cursor:
        for table in ("trust_auditrow", "trust_audithead", "trust_grant", "trust_matter", "trust_account"):
            cursor.execute(f"DELETE FROM {table}")
    assert not Account.objects.exists()
    assert backup.restore(written).faults == []
    assert Account.objects.get().name == "Lena"
    assert Matter.objects.visible_to(System("setup")).count() == 1
