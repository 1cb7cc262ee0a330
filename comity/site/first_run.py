"""``comity setup``: from nothing to a service that can be opened. Run again, it changes only what is missing."""

import getpass
import os
import sys
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from comity.agency import profile
from comity.people import actions
from comity.people.models import Post
from comity.trust import sealing
from comity.trust.models import Account
from comity.trust.viewer import System

HEADQUARTERS = "headquarters"
LOCAL = ("*", "localhost", "127.0.0.1", "[::1]")


class NotReady(Exception):
    """A plain sentence for the operator: what must be done first."""


def make_folder() -> None:
    """The data folder, for its owner only."""
    settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_secret() -> bool:
    """The secret that signs sessions. Losing it signs everybody out, nothing more."""
    try:
        handle = os.open(settings.SECRET_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(os.urandom(48).hex())
    return True


def make_key() -> bool:
    settings.KEY_FILE.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return sealing.make_key_file(settings.KEY_FILE)


def prepare_database() -> None:
    """Every table as this version wants it; on SQLite the write-ahead log is switched on once and stays on."""
    call_command("migrate", verbosity=0, interactive=False)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
        Path(connection.settings_dict["NAME"]).chmod(0o600)


def collect_static() -> None:
    call_command("collectstatic", verbosity=0, interactive=False)


def has_administrator() -> bool:
    return Post.objects.filter(role="administrator", until__isnull=True, account__is_active=True).exists()


def create_administrator(email: str, name: str, *, now: datetime) -> Account:
    """Somebody who keeps the accounts and opens no case. Without a password until they choose one."""
    viewer = System("setup")
    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is None:
        account = actions.invite(email=email, name=name, viewer=viewer, now=now)
    if not Post.objects.filter(account=account, role="administrator", until__isnull=True).exists():
        actions.appoint(account=account, role="administrator", office=HEADQUARTERS, viewer=viewer, now=now)
    return account


def ask_password(account: Account) -> None:
    """From the terminal, twice, never echoed and never a default."""
    while True:
        first = getpass.getpass(f"A password for {account.email} (12 characters or more): ")
        try:
            validate_password(first, account)
        except ValidationError as error:
            print(" ".join(error.messages))
            continue
        if first == getpass.getpass("The same again: "):
            break
        print("These two are not the same.")
    account.set_password(first)
    account.save(update_fields=["password"])


def one_time_link(account: Account) -> str:
    """Where the account's owner chooses a password, once."""
    uid, token = actions.one_time_link_parts(account)
    host = next((name for name in settings.ALLOWED_HOSTS if name not in LOCAL), "localhost:8000")
    return f"{'https' if settings.HTTPS else 'http'}://{host}{reverse('signin:set-password', args=[uid, token])}"


def where_to_keep_the_key() -> str:
    return (
        f"The key file is {settings.KEY_FILE}. Without it nobody can ever read a narrative, a name or a note again.\n"
        "Copy it now to a place that is not this machine and not where the backups lie: two sealed envelopes in two\n"
        "safes, or a password manager of the office. Backups never contain it."
    )


def set_up(*, profile_name: str, admin: str, admin_name: str, now: datetime) -> list[str]:
    """Everything that is missing is made; what was done, in sentences."""
    make_folder()
    done = []
    if make_secret():
        done.append(f"made {settings.SECRET_FILE}")
    made_key = make_key()
    sealing.master()
    prepare_database()
    done.append("the database is up to date")
    profile.load(profile_name, now=now)
    done.append(f"the profile {profile_name} is loaded")
    collect_static()
    if made_key:
        done.append(where_to_keep_the_key())
    if admin:
        account = create_administrator(admin, admin_name or admin.partition("@")[0], now=now)
        done.append(first_password(account))
    elif not has_administrator():
        done.append("nobody can sign in yet: comity setup --admin YOU@YOUR.OFFICE")
    return done


def first_password(account: Account) -> str:
    if account.has_usable_password():
        return f"{account.email} is an administrator and has a password already"
    if sys.stdin.isatty():
        ask_password(account)
        return f"{account.email} can sign in as administrator"
    return f"{account.email} is an administrator. They choose a password here, once:\n{one_time_link(account)}"
