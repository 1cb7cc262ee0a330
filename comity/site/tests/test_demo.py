"""The demonstration can be built, holds what its stories promise, and breaks no rule of the house."""

import time
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import transaction

from comity.agency import profile
from comity.agency.offices import offices
from comity.cases.models import Case, Correction, Document, Engagement, FollowUp, Outcome
from comity.cases.today import today
from comity.cases.words import DELIVERED, RELEASES, SERVICES
from comity.intake import front, queue
from comity.intake.models import Referral, Request
from comity.notices.models import Notice
from comity.people.actions import who_is_on_duty
from comity.people.models import Post
from comity.site import demo
from comity.trust import audit
from comity.trust.models import AuditRow, Matter
from comity.trust.viewer import System

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
F = System("figures")
FAST = 30.0  # seconds on two busy cores; alone it takes a fifth
SEALED = (
    "Meiling",
    "Zhou",
    "Whitlock",
    "Gurmukh",
    "Ashgrove",
    "stayed for four days",
    "家长",
    "555-01",
    "people.example",
)


def built(*, background):
    profile.load("us-crs", now=NOON)
    began = time.monotonic()
    stage = demo.build(NOON, step=lambda name: None, background=background)
    return stage, time.monotonic() - began


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker, tmp_path_factory):
    """The five threads and the matters that take a turn, without the many small ones; told once, rolled back after."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic() as _:
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True
        patch.setattr(settings, "DATA", tmp_path_factory.mktemp("demo"))
        stage, seconds = built(background=False)
        print(f"the small demonstration: {seconds:.1f} s of {FAST:.0f} s")
        assert seconds < FAST
        yield stage
        transaction.set_rollback(True)


@pytest.fixture
def stage(told, db):
    return told


def everybody(model):
    return model.objects.visible_to(F)


def no_sealed_word_got_out():
    rows = AuditRow.objects.visible_to(System("audit"))
    whole = "\n".join(f"{row.who} {row.act} {row.subject} {row.facts}" for row in rows)
    whole += "\n".join(everybody(Notice).values_list("kind", flat=True))
    assert [word for word in SEALED if word in whole] == []
    titles = "\n".join(everybody(Case).values_list("title", flat=True))
    assert [word for word in SEALED if word in titles] == []


def test_every_role_and_every_office_has_somebody(stage):
    at = set(Post.objects.values_list("office", flat=True))
    assert at == {office.slug for office in offices(NOON.date())}
    assert all(who_is_on_duty(office, NOON.date()) for office in at)
    assert len({office for _role, office in stage.viewer("augusta").posts}) > 2


def test_the_main_specialist_finds_a_full_day(stage):
    day = today(stage.viewer("inez"), NOON)
    assert len(day.sessions) == 1
    assert len(day.calls) >= 2
    assert len(day.promises) == 1
    assert day.waiting


def test_the_intake_desk_finds_new_things_in_several_languages(stage):
    waiting = queue.waiting(stage.viewer("tomas"))
    assert 3 <= waiting.count() <= 8
    assert len(set(waiting.values_list("language", flat=True))) >= 4
    assert "person" in waiting.values_list("screening_result", flat=True)


def test_what_the_stories_promise_is_there(stage):
    """One missed promise, one refused mediation, one agreement broken after ninety days, and the rest of the list."""
    requests = everybody(Request)
    late = requests.filter(read_at=None, promised_on__lt=NOON.date(), escalated_at__isnull=False)
    assert late.count() == 1
    ends = Counter(requests.values_list("stage", flat=True))
    assert {"withdrawn", "linked", "advised", "referred", "counted", "received"} <= set(ends)
    assert everybody(Engagement).filter(service="mediation", state="cancelled").count() == 1
    assert everybody(FollowUp).filter(days=90, result="broken").count() == 1
    assert everybody(FollowUp).filter(days=365, result="kept").count() == 1
    assert everybody(Correction).count() == 1
    assert everybody(Case).exclude(assisting_office="").count() == 1
    assert everybody(Case).filter(lead=None).count() == 1
    assert everybody(Referral).get(outcome="").asked_at is not None
    assert set(everybody(Notice).values_list("state", flat=True)) >= {"sent", "held", "uncertain", "queued", "recalled"}
    assert set(everybody(Engagement).filter(state=DELIVERED).values_list("service", flat=True)) == set(SERVICES)
    assert set(everybody(Document).values_list("release", flat=True)) == set(RELEASES)
    assert len(set(everybody(Outcome).values_list("kind", flat=True))) >= 6
    assert len(set(requests.values_list("language", flat=True))) >= 9


def test_the_receipts_on_the_card_open_their_matters(stage):
    assert {card.language for card in stage.cards} >= {"zh-hans", "es"}
    for card in stage.cards:
        opened = front.open_by_receipt(card.digits, address="x", now=NOON)
        assert front.status(opened.viewer, now=NOON).language == card.language
    spanish = next(card for card in stage.cards if card.language == "es")
    opened = front.open_by_receipt(spanish.digits, address="x", now=NOON)
    assert len(front.messages(opened.viewer, now=NOON)) == 4


def test_sanford_is_not_in_it_and_the_audit_trail_holds(stage):
    assert audit.verify().holds
    assert audit.verify().unlinked == 0
    assert everybody(Request).filter(county="Seminole").count() == 0
    no_sealed_word_got_out()


def test_nothing_in_it_lies_in_the_future(stage):
    assert everybody(Matter).filter(opened_at__gt=NOON).count() == 0
    assert AuditRow.objects.visible_to(System("audit")).filter(at__gt=NOON).count() == 0


def test_two_people_in_a_city_hall_have_a_story_too(db, monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "DATA", tmp_path)
    profile.load("generic", now=NOON)
    stage = demo.build(NOON, step=lambda name: None, profile="generic")
    nell, oren = stage.viewer("nell"), stage.viewer("oren")
    assert {role for role, _office in nell.posts} == {"specialist", "director", "administrator"}
    day = today(nell, NOON)
    assert (len(day.sessions), len(day.calls), len(day.promises)) == (1, 1, 1)
    assert queue.waiting(oren).count() == 2
    assert audit.verify().holds


def test_the_cards_are_kept_where_the_sign_in_page_reads_them(stage):
    from comity.web.signin.views import demo_receipts

    assert (settings.DATA / demo.RECEIPTS).exists()
    assert [card["digits"] for card in demo_receipts()] == [card.digits for card in stage.cards]
