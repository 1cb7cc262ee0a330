"""The cast around an intake desk: Lena and Sam in Atlanta, Kofi in Seattle, Amina who writes to us."""

from datetime import UTC, date, datetime

import pytest

from comity.agency import profile
from comity.intake.answers import Answers, Contact
from comity.people.models import Post
from comity.people.viewers import viewer_for
from comity.trust.models import Account

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
SINCE = date(2026, 1, 1)


@pytest.fixture
def agency(db):
    """The brochures' agency is loaded."""
    return profile.load("us-crs", now=NOON)


def colleague(name, *posts):
    account = Account.objects.create_account(email=f"{name.lower()}@agency.example", name=name)
    for role, office in posts:
        Post.objects.create(account=account, role=role, office=office, since=SINCE)
    return viewer_for(account, NOON)


@pytest.fixture
def lena(agency):
    """Works at the intake desk in Atlanta and leads cases there."""
    return colleague("Lena", ("intake", "atlanta"), ("specialist", "atlanta"))


@pytest.fixture
def sam(agency):
    """Directs the Atlanta office."""
    return colleague("Sam", ("director", "atlanta"))


@pytest.fixture
def kofi(agency):
    """Works at the intake desk in another office, Seattle."""
    return colleague("Kofi", ("intake", "seattle"))


def amina_says(**changes):
    """What a community leader of Sanford, Florida, tells us."""
    told = {
        "narrative": "判决之后我们担心会有骚乱。",
        "wants": ("dialogue", "advice"),
        "when": "today",
        "asked_as": "organisation",
        "place": "Sanford, FL",
        "zip": "32771",
        "setting": "community-dispute",
        "bases": ("race",),
        "name": "Amina",
        "contact": Contact(how="email", email="amina@people.example"),
        "consents": {"contact": True},
    } | changes
    return Answers(**told)
