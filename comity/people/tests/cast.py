"""The people of the tests: Lena leads cases in Atlanta, Sam directs it, Kofi works in Chicago, Ada keeps accounts."""

from datetime import UTC, datetime

from comity.people import actions
from comity.people.viewers import viewer_for
from comity.trust.models import Account
from comity.trust.viewer import System, Viewer

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SETUP = System("setup")


def somebody(name: str, *posts: tuple[str, str], password: str | None = None) -> Account:
    """An account with the posts named, in the office since the day it was made."""
    account = actions.invite(email=f"{name.lower()}@office.example", name=f"{name} Test", viewer=SETUP, now=NOON)
    if password:
        account.set_password(password)
        account.save()
    for role, office in posts:
        actions.appoint(account=account, role=role, office=office, viewer=SETUP, now=NOON)
    return account


def seen_by(account: Account) -> Viewer:
    return viewer_for(account, NOON)
