"""The operator's command: what it makes, what it refuses, and that it says so in a sentence."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from comity.agency import profile
from comity.people.models import Post
from comity.people.viewers import viewer_for
from comity.site import checks, first_run, health, serving
from comity.site.command import parser
from comity.trust.models import Account

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def fresh_folder(settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path / "data"
    settings.SECRET_FILE = settings.DATA / "secret.txt"
    settings.KEY_FILE = settings.DATA / "key.txt"
    return settings.DATA


def test_folder_secret_and_key_are_for_their_owner_only_and_never_replaced(fresh_folder: Path) -> None:
    first_run.make_folder()
    assert first_run.make_secret()
    assert first_run.make_key()
    assert stat.S_IMODE(fresh_folder.stat().st_mode) == 0o700
    files = [settings.SECRET_FILE, settings.KEY_FILE]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
    before = [file.read_bytes() for file in files]
    assert not first_run.make_secret()
    assert not first_run.make_key()
    assert [file.read_bytes() for file in files] == before


@pytest.mark.django_db
def test_the_first_administrator_has_no_default_password_and_no_desk() -> None:
    profile.load("generic", now=NOON)
    account = first_run.create_administrator("Sam@Office.example", "Sam Rivera", now=NOON)
    again = first_run.create_administrator("sam@office.example", "Sam Rivera", now=NOON)
    assert account == again
    assert not account.has_usable_password()
    assert Post.objects.filter(account=account).count() == 1
    assert viewer_for(account, NOON).principals == {f"account:{account.pk}"}


@pytest.mark.django_db
def test_the_link_with_which_a_password_is_chosen_opens_once(client) -> None:
    profile.load("generic", now=NOON)
    account = first_run.create_administrator("sam@office.example", "Sam Rivera", now=NOON)
    link = urlsplit(first_run.one_time_link(account)).path
    answer = client.get(link, follow=True)
    assert answer.status_code == 200
    new = "a long walk by the river"
    client.post(answer.redirect_chain[-1][0], {"new_password1": new, "new_password2": new})
    assert Account.objects.get(pk=account.pk).check_password(new)
    assert "new_password1" not in client.get(link, follow=True).content.decode()


@pytest.mark.django_db
def test_serving_is_refused_until_the_house_is_ready(fresh_folder: Path, settings) -> None:
    with pytest.raises(first_run.NotReady, match="comity setup"):
        serving.refuse_if_not_ready()
    first_run.make_folder()
    first_run.make_secret()
    with pytest.raises(first_run.NotReady, match="no key file"):
        serving.refuse_if_not_ready()
    first_run.make_key()
    profile.load("us-crs", now=NOON)
    with pytest.raises(first_run.NotReady, match="not in service"):
        serving.refuse_if_not_ready()
    settings.DEMO = True
    serving.refuse_if_not_ready()


@pytest.mark.django_db
def test_health_names_the_worker_and_no_person(client) -> None:
    health._all_applied.cache_clear()
    answer = client.get("/health")
    assert answer.status_code == 200
    assert json.loads(answer.content) == {
        "status": "degraded", "database": "reachable", "migrations": "applied", "worker": "not running",
        "worker_seconds": None, "waiting": 0,
    }  # fmt: skip
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies


def test_an_old_sqlite_is_named_and_a_new_one_or_postgresql_is_not() -> None:
    assert len(checks.old_sqlite("sqlite", (3, 40, 1))) == 1
    assert checks.old_sqlite("sqlite", (3, 51, 3)) == []
    assert checks.old_sqlite("postgresql", (3, 40, 1)) == []


@pytest.mark.parametrize(
    "line",
    ["setup --profile generic", "serve --port 80", "worker --once", "backup x.tar", "restore x.tar --verify",
     "demo --no-browser", "audit verify", "office --zip 32771", "screen --setting bias-incident", "report --year 2026"],
)  # fmt: skip
def test_every_promised_command_is_understood(line: str) -> None:
    assert callable(getattr(parser().parse_args(line.split()), "run", len if line.startswith("demo") else None))


def test_the_operator_s_page_tells_the_truth() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "run-it.md").read_text(encoding="utf-8")
    assert ".".join(map(str, checks.FIXED_SQLITE)) in page
    length = next(v["OPTIONS"]["min_length"] for v in settings.AUTH_PASSWORD_VALIDATORS if "Minimum" in v["NAME"])
    assert f"({length} characters or more)" in page
    source = (Path(__file__).resolve().parents[1] / "settings.py").read_text(encoding="utf-8")
    for name in (
        "COMITY_DATA",
        "COMITY_KEY_FILE",
        "COMITY_HOSTS",
        "COMITY_HTTPS",
        "COMITY_DATABASE_URL",
        "COMITY_EXIT_TO",
    ):
        assert f'"{name}"' in source
        assert f"`{name}`" in page
