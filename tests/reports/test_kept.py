"""A large service's report is counted once in ten minutes, a small one's whenever somebody looks."""

from datetime import timedelta

import pytest

from comity.reports import kept
from tests.reports.conftest import NOON

pytestmark = pytest.mark.django_db


def test_a_small_report_is_counted_anew_each_time(a_year):
    assert kept.recent(2026, now=NOON) is not kept.recent(2026, now=NOON)


def test_a_costly_one_is_kept_for_ten_minutes_and_says_as_of_when(a_year, monkeypatch):
    monkeypatch.setattr(kept, "WORTH_KEEPING", -1)
    first = kept.recent(2026, now=NOON)
    assert kept.recent(2026, now=NOON + timedelta(seconds=599)) is first
    assert kept.recent(2026, now=NOON + timedelta(seconds=600)).made_at == NOON + timedelta(seconds=600)
