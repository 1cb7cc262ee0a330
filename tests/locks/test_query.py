"""Lock 1: the ways to read or write a guarded row without saying for whom. Each is refused, on every Django upgrade.

The guard hangs on hooks that Django does not document; this table is the proof that they still hold.
"""

import asyncio
from datetime import UTC, datetime

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.db.models.sql import UpdateQuery
from django.shortcuts import get_list_or_404, get_object_or_404

from comity.cases.models import Case, Entry
from comity.trust.guard import NobodyIsLooking
from comity.trust.models import Account, Grant, Matter
from comity.trust.viewer import STRANGER, System, Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LENA = Viewer(name="Lena", account_id=1, principals=frozenset({"account:1"}))
KOFI = Viewer(name="Kofi", account_id=2, principals=frozenset({"account:2"}))


def case_for(principal: str, title: str) -> Case:
    matter = Matter.open_new(now=NOON, viewer=System("setup"), grants=[(principal, "lead", "assigned")])
    account = Account.objects.get_or_create(email="lena@comity.example", defaults={"name": "Lena"})[0]
    case = Case.objects.create(
        matter=matter, title=title, category="education", region="southeast", office="atlanta",
        opened_at=NOON, asked_at=NOON, last_entry_at=NOON,
    )  # fmt: skip
    Entry.objects.create(matter=matter, case=case, kind="call", at=NOON, by=account, text="what was said")
    return case


@pytest.fixture
def hers() -> Case:
    return case_for("account:1", "School walkout")


@pytest.fixture
def his(hers: Case) -> Case:
    return case_for("account:2", "Parade route")


async def read_asynchronously() -> list[Case]:
    return [case async for case in Case.objects.all()]


WAYS_IN = {
    "all": lambda case: list(Case.objects.all()),
    "iterate": lambda case: [one for one in Case.objects],  # noqa: C416 - a manager is not iterable either
    "filter": lambda case: list(Case.objects.filter(pk=case.pk)),
    "exclude": lambda case: list(Case.objects.exclude(title="")),
    "complex filter": lambda case: list(Case.objects.filter(Q(title="x") | Q(pk=case.pk))),
    "get": lambda case: Case.objects.get(pk=case.pk),
    "first": lambda case: Case.objects.first(),
    "last": lambda case: Case.objects.last(),
    "earliest": lambda case: Case.objects.earliest("opened_at"),
    "latest": lambda case: Case.objects.latest("opened_at"),
    "slice": lambda case: list(Case.objects.all()[:1]),
    "index": lambda case: Case.objects.all()[0],
    "len": lambda case: len(Case.objects.all()),
    "truth": lambda case: bool(Case.objects.all()),
    "repr": lambda case: repr(Case.objects.all()),
    "count": lambda case: Case.objects.count(),
    "exists": lambda case: Case.objects.exists(),
    "contains": lambda case: Case.objects.contains(case),  # noqa: PLW0108 - one way like the others
    "aggregate": lambda case: Case.objects.aggregate(n=Count("pk")),
    "annotate": lambda case: list(Case.objects.annotate(n=F("tension"))),
    "values": lambda case: list(Case.objects.values("title")),
    "values_list": lambda case: list(Case.objects.values_list("title", flat=True)),
    "distinct": lambda case: list(Case.objects.values("office").distinct()),
    "dates": lambda case: list(Case.objects.dates("opened_at", "year")),
    "datetimes": lambda case: list(Case.objects.datetimes("opened_at", "day")),
    "only": lambda case: list(Case.objects.only("title")),
    "defer": lambda case: list(Case.objects.defer("title")),
    "order_by": lambda case: list(Case.objects.order_by("title")),
    "reverse": lambda case: list(Case.objects.order_by("title").reverse()),
    "in_bulk": lambda case: Case.objects.in_bulk(),
    "iterator": lambda case: list(Case.objects.iterator()),
    "explain": lambda case: Case.objects.explain(),
    "async": lambda case: asyncio.run(read_asynchronously()),
    "union": lambda case: list(Case.objects.all().union(Case.objects.all())),
    "seen union unseen": lambda case: list(Case.objects.visible_to(LENA).union(Case.objects.all())),
    "intersection": lambda case: list(Case.objects.all().intersection(Case.objects.all())),
    "difference": lambda case: list(Case.objects.all().difference(Case.objects.none())),
    "or": lambda case: list(Case.objects.visible_to(LENA) | Case.objects.all()),
    "or, other way": lambda case: list(Case.objects.all() | Case.objects.visible_to(LENA)),
    "and": lambda case: list(Case.objects.visible_to(LENA) & Case.objects.all()),
    "two viewers": lambda case: list(Case.objects.visible_to(LENA) | Case.objects.visible_to(KOFI)),
    "another viewer's query": lambda case: list(Case.objects.visible_to(LENA).visible_to(KOFI)),
    "subquery": lambda case: list(Account.objects.filter(pk__in=Case.objects.values("lead"))),
    "Exists": lambda case: list(Account.objects.filter(Exists(Case.objects.filter(lead=OuterRef("pk"))))),
    "raw": lambda case: list(Case.objects.raw("SELECT * FROM cases_case")),
    "select_related": lambda case: list(Entry.objects.select_related("case")),
    "prefetch": lambda case: list(
        Case.objects.visible_to(LENA).prefetch_related(Prefetch("matter", Matter.objects.all()))
    ),
    "select_for_update": lambda case: list(Case.objects.select_for_update()),
    "get_object_or_404": lambda case: get_object_or_404(Case, pk=case.pk),
    "get_list_or_404": lambda case: get_list_or_404(Case),
    "get_or_create": lambda case: Case.objects.get_or_create(pk=case.pk),
    "update_or_create": lambda case: Case.objects.update_or_create(pk=case.pk),
    "update": lambda case: Case.objects.update(title="x"),
    "filtered update": lambda case: Case.objects.filter(pk=case.pk).update(title="x"),
    "seen update": lambda case: Case.objects.visible_to(LENA).update(title="x"),
    "bulk_update": lambda case: Case.objects.bulk_update([case], ["title"]),
    "delete": lambda case: Case.objects.all().delete(),
    "seen delete": lambda case: Case.objects.visible_to(LENA).delete(),
    "raw delete": lambda case: Case.objects.all()._raw_delete("default"),
    "update query": lambda case: Case.objects.all().query.chain(UpdateQuery),
    "full_clean's unique check": lambda case: Case(matter=case.matter).validate_constraints(),
    "default manager": lambda case: list(Case._default_manager.all()),
    "sql": lambda case: str(Case.objects.all().query),
    "dumpdata": lambda case: call_command("dumpdata", "cases.Case"),
    "serializer": lambda case: serializers.serialize("json", Case.objects.all()),
    "grants": lambda case: list(Grant.objects.all()),
    "matters": lambda case: list(Matter.objects.all()),
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_a_row_is_not_read_or_changed_without_a_viewer(way, his):
    with pytest.raises(Exception) as refusal, transaction.atomic():
        WAYS_IN[way](his)
    chain = [refusal.value, refusal.value.__cause__, refusal.value.__context__]
    assert any(isinstance(error, NobodyIsLooking) for error in chain) or way == "iterate"
    assert set(Case.objects.visible_to(System("audit")).values_list("title", flat=True)) == {
        "School walkout",
        "Parade route",
    }


def test_there_are_more_than_fifty_probes():
    assert len(WAYS_IN) >= 50


SEEN = {
    "list": lambda: [case.title for case in Case.objects.visible_to(LENA)],
    "count": lambda: ["School walkout"] * Case.objects.visible_to(LENA).count(),
    "values": lambda: list(Case.objects.visible_to(LENA).values_list("title", flat=True)),
    "subquery": lambda: list(
        Entry.objects.visible_to(LENA)
        .filter(case__in=Case.objects.visible_to(LENA))
        .values_list("case__title", flat=True)
    ),
    "parent of a seen row": lambda: [
        entry.case.title for entry in Entry.objects.visible_to(LENA).select_related("case")
    ],
    "same viewer joined": lambda: [c.title for c in Case.objects.visible_to(LENA) | Case.objects.visible_to(LENA)],
    "locked for a change": lambda: [case.title for case in Case.objects.visible_to(LENA).select_for_update()],
}


@pytest.mark.parametrize("way", SEEN)
def test_lena_sees_her_case_and_never_kofis(way, his):
    assert SEEN[way]() == ["School walkout"]


def test_a_stranger_sees_nothing(his):
    assert list(Case.objects.visible_to(STRANGER)) == []
    assert Case.objects.visible_to(STRANGER).count() == 0


def test_one_row_is_saved_refreshed_and_deleted_as_usual(hers):
    hers.title = "School walkout, second week"
    hers.save()
    hers.refresh_from_db()
    assert Case.objects.visible_to(LENA).get().title == "School walkout, second week"
    Entry.objects.visible_to(LENA).get().delete()
    assert not Entry.objects.visible_to(LENA).exists()


def test_nothing_is_asked_of_an_empty_query():
    assert list(Case.objects.none()) == []
