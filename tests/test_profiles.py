"""The two agencies that come with the software: what they say is complete, plain and true to its words."""

import re
import sys
from datetime import date
from pathlib import Path

import pytest

from comity.agency.checking import check
from comity.agency.reading import Folder, read

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import messages

PROFILES = Path(__file__).resolve().parent.parent / "comity" / "profiles"
EIGHT = [
    "race",
    "color",
    "national-origin",
    "gender",
    "gender-identity",
    "sexual-orientation",
    "religion",
    "disability",
]
STATES = 50 + len(["DC", "PR", "VI", "GU", "AS", "MP"])


@pytest.fixture(params=["us-crs", "generic"])
def agency(request: pytest.FixtureRequest) -> Folder:
    return read(PROFILES / request.param)


def test_an_agency_that_comes_with_the_software_has_no_fault(agency: Folder) -> None:
    assert check(agency) == []


def test_whatever_is_said_in_english_is_said_in_chinese_and_arabic(agency: Folder) -> None:
    english = set(agency.texts["en"])
    assert (set(agency.texts["zh-hans"]) ^ english, set(agency.texts["ar"]) ^ english) == (set(), set())


def test_every_item_of_an_agenda_has_its_minutes_and_they_fill_the_program(agency: Folder) -> None:
    for slug, source in agency.things["programs"].items():
        agenda = source.table["more"].get("agenda", [])
        said = [key for key in agency.texts["en"] if key.startswith(f"program.{slug}.agenda.")]
        assert (slug, len(said), sum(agenda)) == (slug, len(agenda), source.table["minutes"] if agenda else 0)


@pytest.mark.parametrize("language", ["zh_Hans", "ar"])
def test_texts_are_written_as_the_pages_are(agency: Folder, language: str) -> None:
    said = agency.texts[language.lower().replace("_", "-")]
    assert [(key, why) for key, body in said.items() for why in messages.badly_written(body, language)] == []


def test_nobody_is_promised_to_be_anonymous(agency: Folder) -> None:
    wrong = ("anonym", "匿名", "مجهول")
    assert [
        k for texts in agency.texts.values() for k, body in texts.items() if any(w in body.lower() for w in wrong)
    ] == []


def test_the_confidentiality_promise_names_its_limits(agency: Folder) -> None:
    told = agency.files["agency"].table["agency"]
    for language in ("en", "zh-hans", "ar"):
        for part in ("we_keep", "we_cannot"):
            said = [key for key in agency.texts[language] if key.startswith(f"agency.confidential.{part}.")]
            assert (language, part, len(said)) == (language, part, told[part])


def test_a_screening_sentence_names_the_law_it_rests_on(agency: Folder) -> None:
    said = agency.texts["en"]
    for row in agency.rows("screening", "rule"):
        sentence = said[f"rule.{row['slug']}"]
        assert re.search(r"\b(Act|law|ordinance|amendment)\b", sentence), row["slug"]


def test_the_brochures_agency_is_whole() -> None:
    agency = read(PROFILES / "us-crs")
    offices = agency.rows("offices", "office")
    assert [row["slug"] for row in agency.rows("bases", "basis")] == EIGHT
    assert [row["slug"] for row in agency.rows("services", "service")] == [
        "dialogue",
        "mediation",
        "training",
        "consultation",
    ]
    kinds = [row["kind"] for row in offices]
    assert (kinds.count("headquarters"), kinds.count("regional"), kinds.count("field")) == (1, 10, 4)
    covered = [state for row in agency.rows("offices", "territory") for state in row["states"]]
    assert (len(covered), len(set(covered))) == (STATES, STATES)
    assert {row["slug"]: row["in_force_on"] for row in agency.rows("laws", "law")} == {
        "title-x": date(1964, 7, 2),
        "shepard-byrd": date(2009, 10, 28),
        "confidentiality": date(1964, 7, 2),
    }


def test_no_line_of_the_brochures_is_said_to_answer_and_every_one_has_an_invented_stand_in() -> None:
    lines = read(PROFILES / "us-crs").rows("agency", "contact")
    assert {line["slug"] for line in lines} == {"web", "facebook", "handle", "email", "phone", "directory"}
    assert [line["slug"] for line in lines if line["in_service"] or "demo" not in line] == []
    assert next(line["demo"] for line in lines if line["kind"] == "phone")[3:9] == "-555-0"


def test_the_agency_says_that_the_justice_department_does_not_run_the_site() -> None:
    assert "not run by the U.S. Department of Justice" in read(PROFILES / "us-crs").texts["en"]["agency.not_official"]
