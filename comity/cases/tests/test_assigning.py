"""The list of who could lead a case begins with whoever speaks the language, and each open case counts against."""

from typing import Any

from comity.agency import profile
from comity.cases.assigning import candidates
from comity.cases.tests.conftest import NOON
from comity.people.models import Post
from comity.people.tests.cast import somebody


def test_language_first_then_office_skill_and_load(db: None) -> None:
    profile.load("us-crs", now=NOON)
    people: dict[str, Any] = {
        "Wei": (("specialist", "atlanta"), ["en", "zh-hans"], []),
        "Ana": (("specialist", "miami"), ["en"], ["facilitator"]),
        "Lena": (("specialist", "atlanta"), ["en"], ["facilitator"]),
        "Kofi": (("specialist", "boston"), ["en", "zh-hans"], ["facilitator"]),
        "Iris": (("intake", "atlanta"), ["en", "zh-hans"], []),
    }
    for name, (post, languages, qualifications) in people.items():
        staff = somebody(name, post).staff
        staff.languages, staff.qualifications = languages, qualifications
        staff.save()
    asked = {"offices": ["atlanta", "miami"], "languages": ["zh-hans"], "wants": ["dialogue"], "on": NOON.date()}
    found = candidates(**asked)
    assert [one.account.name for one in found] == ["Wei Test", "Lena Test", "Ana Test"]
    assert (found[0].speaks, found[1].qualified, found[2].office) == (("zh-hans",), ("facilitator",), "miami")


def test_a_colleague_with_many_cases_comes_later(opened: Any, cast: Any) -> None:
    first = candidates(offices=["atlanta"], languages=["en"], wants=[], on=NOON.date())
    assert first == []  # the cast of these tests holds no posts
    for _ in range(2):
        opened()
    for name in ("lena", "sam"):
        Post.objects.create(account=cast.account[name], role="specialist", office="atlanta", since=NOON.date())
    ranked = candidates(offices=["atlanta"], languages=["en"], wants=[], on=NOON.date())
    assert [(one.account.name, one.open_cases) for one in ranked] == [("Sam", 0), ("Lena", 2)]
