"""Is it ours, and why: the rules answer with the rule, the law and a sentence in the reader's language."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.agency.checking import case_fails, rules_of
from comity.agency.profile import BUILT_IN
from comity.agency.reading import Folder, read
from comity.agency.screening import Rule, Rules, Screening, screen
from comity.trust.lifecycle import Refused

TODAY = date(2026, 11, 20)
US = read(BUILT_IN / "us-crs")
CITY = read(BUILT_IN / "generic")
THREE = ("race", "color", "national-origin")
FIVE = ("gender", "gender-identity", "sexual-orientation", "religion", "disability")
SETTINGS = ("community-dispute", "hate-crime", "bias-incident", "public-event", "training-or-advice")


def ask(on: date = TODAY, folder: Folder = US, language: str = "en", **asked: Any) -> Screening:
    return screen(on=on, rules=rules_of(folder), say=lambda k, code: folder.texts[code][k], language=language, **asked)


CASES = [(folder, case) for folder in (US, CITY) for case in folder.rows("screening_tests", "case")]


@pytest.mark.parametrize(("folder", "case"), CASES, ids=[case["title"] for _, case in CASES])
def test_the_lawyers_table_holds(folder: Folder, case: dict[str, Any]) -> None:
    assert case_fails(case, rules_of(folder)) is None


@pytest.mark.parametrize("basis", THREE)
def test_a_community_dispute_over_race_color_or_national_origin_is_ours(basis: str) -> None:
    assert ask(setting="community-dispute", bases=[basis]).result == "in"
    assert ask(date(1970, 1, 1), setting="community-dispute", bases=[basis]).result == "in"


@pytest.mark.parametrize("basis", FIVE)
def test_a_community_dispute_over_the_other_five_needs_a_person_and_keeps_offers(basis: str) -> None:
    found = ask(setting="community-dispute", bases=[basis])
    assert found.result == "person"
    assert {"training", "consultation", "programs"} <= set(found.offered)


@pytest.mark.parametrize("setting", ["hate-crime", "bias-incident"])
@pytest.mark.parametrize("basis", THREE + FIVE)
@pytest.mark.parametrize("perceived", [True, False])
def test_hate_crimes_and_bias_incidents_on_all_eight_since_28_october_2009(
    setting: str, basis: str, perceived: bool
) -> None:
    asked = {"setting": setting, "bases": [basis], "perceived": perceived}
    assert ask(date(2009, 10, 28), **asked).result == "in"
    assert ask(date(2009, 10, 27), **asked).result == ("in" if basis in THREE else "out")


@pytest.mark.parametrize("setting", ["public-event", "training-or-advice"])
@pytest.mark.parametrize("basis", THREE + FIVE)
def test_public_events_training_and_advice_are_ours_on_any_of_the_eight(setting: str, basis: str) -> None:
    assert ask(setting=setting, bases=[basis]).result == "in"


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("fact", ["one_family", "legal_claim"])
def test_one_family_alone_or_a_personal_legal_claim_is_not_ours(setting: str, fact: str) -> None:
    assert ask(setting=setting, bases=["race"], **{fact: True}).result == "out"


@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
def test_every_reason_is_a_sentence_in_the_readers_language(language: str) -> None:
    for setting in SETTINGS:
        found = ask(setting=setting, bases=["race", "religion"], perceived=True, language=language)
        assert all(len(reason.text) > 10 for reason in found.reasons)
        assert found.reasons[0].text == US.texts[language][f"rule.{found.reasons[0].rule}"]


def test_a_perceived_characteristic_counts_and_the_answer_says_so() -> None:
    found = ask(setting="bias-incident", bases=["religion"], perceived=True).as_json()
    assert list(found) == ["result", "reasons", "version"]
    assert found["result"] == "in"
    assert {"rule", "law", "text"} == set(found["reasons"][0])  # type: ignore[index]


@pytest.mark.parametrize("asked", [{"setting": "quarrel"}, {"setting": "hate-crime", "bases": ["age"]}])
def test_a_word_the_agency_does_not_know_is_refused_with_the_ones_it_knows(asked: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=r"public-event|national-origin"):
        ask(**asked)


def test_what_no_rule_foresees_goes_to_a_person() -> None:
    rules = Rules(
        "1", (Rule("only-race", "in", "a-law", bases=("race",)),), frozenset({"s"}), frozenset({"race", "age"})
    )
    found = screen(setting="s", bases=["age"], on=TODAY, rules=rules, say=lambda key, language: key)
    assert (found.result, found.reasons[0].rule, found.offered) == ("person", "no-rule", ())


def test_the_first_rule_decides_and_every_rule_that_fits_is_a_reason() -> None:
    rules = Rules(
        "1",
        (
            Rule("first", "person", "l", offers=("training",)),
            Rule("none", "out", "l", bases=()),
            Rule("third", "in", "l"),
        ),
        frozenset({"s"}),
        frozenset({"race"}),
    )
    found = screen(setting="s", bases=["race"], on=TODAY, rules=rules, say=lambda key, language: key)
    assert (found.result, [r.rule for r in found.reasons], found.offered) == (
        "person",
        ["first", "third"],
        ("training",),
    )


@given(
    st.sampled_from(SETTINGS),
    st.lists(st.sampled_from(THREE + FIVE)),
    st.dates(),
    st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()),
)
def test_every_question_has_an_answer_with_a_reason(
    setting: str, bases: list[str], on: date, facts: tuple[bool, bool, bool, bool]
) -> None:
    for folder in (US, CITY):
        named = dict(zip(("perceived", "one_family", "legal_claim", "violence"), facts, strict=True))
        known = rules_of(folder)
        found = screen(
            setting=setting if setting in known.settings else min(known.settings),
            bases=[b for b in bases if b in known.bases],
            on=on,
            rules=known,
            say=lambda key, language, texts=folder.texts: texts[language][key],  # type: ignore[misc]
            **named,
        )
        assert found.result in ("in", "out", "person")
        assert found.reasons
        assert found.version
