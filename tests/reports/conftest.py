"""A year of an agency: matters, cases and services all over the country, many of them alone in their place."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from comity.agency import profile
from comity.cases.models import Case, Engagement, Party
from comity.intake.models import Advice, Request
from comity.trust.models import Account, Matter
from comity.trust.viewer import System

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DESK = [("desk:atlanta:intake", "intake", "routed")]
WHERE = (("southeast", "FL"), ("southeast", "GA"), ("midwest", "IL"), ("west", "CA"), ("northwest", "AK"))


@pytest.fixture
def us_crs(db: None) -> profile.Profile:
    return profile.load("us-crs", now=NOON)


@pytest.fixture
def lena(us_crs: profile.Profile) -> Account:
    return Account.objects.create_account(email="lena@comity.example", name="Lena")


@pytest.fixture
def matter(lena: Account) -> Callable[..., Matter]:
    """One matter with its request, and a case with services on it if asked for."""

    def made(*, received_at: datetime = NOON, case: dict[str, Any] | None = None, **given: Any) -> Matter:
        opened = Matter.open_new(now=received_at, grants=DESK, viewer=System("setup"))
        told = {
            "kind": "ask",
            "channel": "web",
            "language": "en",
            "setting": "hate-crime",
            "bases": ["race"],
            "region": "southeast",
            "state": "FL",
            "office": "atlanta",
            "screening_result": "in",
            "screening_version": "1",
            "stage": "case" if case is not None else "read",
            "promised_on": received_at.date(),
            "accept_by": received_at,
        } | given
        Request.objects.create(matter=opened, received_at=received_at, **told)
        if case is not None:
            case_on(opened, lena, told, received_at, **case)
        return opened

    return made


def case_on(matter: Matter, lena: Account, told: dict[str, Any], at: datetime, **given: Any) -> Case:
    services, kinds = given.pop("services", ()), given.pop("kinds", ())
    shared = {name: told[name] for name in ("region", "state", "office", "bases", "setting")}
    made = {"category": "education", "languages": [told["language"]], "title": "A case", "opened_at": at} | given
    case = Case.objects.create(matter=matter, asked_at=at, last_entry_at=at, **shared, **made)
    for place, kind in enumerate(kinds):
        Party.objects.create(matter=matter, case=case, kind=kind, position=place, added_at=at)
    for service, minutes, people in services:
        Engagement.objects.create(
            matter=matter,
            case=case,
            service=service,
            title="A service",
            state="delivered",
            on=at.date(),
            minutes=minutes,
            prep_minutes=30,
            people_reached=people,
            recorded_at=at,
            recorded_by=lena,
        )
    return case


@pytest.fixture
def a_year(matter: Callable[..., Matter], lena: Account) -> int:
    """Sixty matters of 2026, spread unevenly."""
    dice = random.Random(2026)  # noqa: S311 - the same made-up year every time
    for number in range(60):
        region, state = dice.choices(WHERE, (20, 9, 6, 4, 1))[0]
        at = datetime(2026, 1, 5, 15, tzinfo=UTC) + timedelta(days=5 * number)
        case = None
        if number % 2:
            case = {
                "category": dice.choice(["education", "administration-of-justice"]),
                "kinds": dice.sample(["school", "faith", "law-enforcement-local"], dice.randint(1, 3)),
                "services": [(dice.choice(["dialogue", "training"]), 90, dice.randint(4, 60))] * dice.randint(0, 2),
            }
        opened = matter(
            received_at=at,
            region=region,
            state=state,
            language=dice.choices(["en", "zh-hans", "ar"], (40, 15, 3))[0],
            bases=dice.sample(["race", "religion", "disability"], dice.randint(1, 2)),
            first_contact_at=at + timedelta(days=dice.randint(0, 9)) if number < 57 else None,
            case=case,
        )
        if number % 10 == 0:
            Advice.objects.create(
                matter=opened, on=date(2026, 3, 1), by=lena, topic_kind="policy", recipient_kind="school", minutes=45
            )
    return 2026
