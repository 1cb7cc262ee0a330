"""The cast with real accounts: Lena leads at Atlanta, Sam directs, Iris is at the intake desk, Kofi is in Boston."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from comity.agency import profile
from comity.cases import actions
from comity.cases.access import open_case
from comity.cases.models import Case
from comity.intake.actions import receive
from comity.intake.answers import Answers
from comity.intake.models import Request
from comity.trust.models import Account
from comity.trust.viewer import STRANGER, Viewer

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SANFORD = "判决之后，大家都很害怕。我们担心周末会出事。"


def staff(name: str, *posts: tuple[str, str]) -> Viewer:
    account = Account.objects.create_account(email=f"{name.lower()}@comity.example", name=name)
    desks = {f"desk:{office}:{role}" for role, office in posts}
    return Viewer(
        name=name,
        principals=frozenset({f"account:{account.pk}", *desks}),
        account_id=account.pk,
        posts=frozenset(posts),
    )


@pytest.fixture
def us_crs(db: None) -> profile.Profile:
    return profile.load("us-crs", now=NOON)


@pytest.fixture
def cast(us_crs: profile.Profile) -> SimpleNamespace:
    people = SimpleNamespace(
        lena=staff("Lena", ("specialist", "atlanta")),
        sam=staff("Sam", ("director", "atlanta"), ("intake", "atlanta")),
        iris=staff("Iris", ("intake", "atlanta")),
        kofi=staff("Kofi", ("specialist", "boston"), ("director", "boston")),
        stranger=STRANGER,
    )
    people.account = {name: Account.objects.get(pk=v.account_id) for name, v in vars(people).items() if v.account_id}
    return people


@pytest.fixture
def ask(cast: SimpleNamespace) -> Callable[..., Request]:
    """Somebody in Sanford, Florida, writes to us."""

    def asked(**given: Any) -> Request:
        told = {"narrative": SANFORD, "zip": "32771", "setting": "community-dispute", "bases": ("race",)} | given
        language, now = told.pop("language", "zh-hans"), told.pop("now", NOON)
        return receive(Answers(**told), kind="ask", channel="web", language=language, viewer=STRANGER, now=now)

    return asked


@pytest.fixture
def opened(cast: SimpleNamespace, ask: Callable[..., Request]) -> Callable[..., Case]:
    """A case of Lena's, as she finds it behind the door."""

    def begin(title: str = "Fear after a verdict", lead: str = "lena", **given: Any) -> Case:
        now = given.get("now", NOON)
        case = actions.open_from_request(
            request=ask(**given),
            title=title,
            category="administration-of-justice",
            lead=cast.account[lead],
            viewer=cast.sam,
            now=now + timedelta(hours=1),
        )
        return open_case(cast.lena if lead == "lena" else cast.sam, case.reference, now=now + timedelta(hours=1))

    return begin


@pytest.fixture
def case(opened: Callable[..., Case]) -> Case:
    return opened()
