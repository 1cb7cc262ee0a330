"""``comity office`` and ``comity screen`` answer on the command line, before and after setup."""

import argparse
import json
from datetime import UTC, datetime

import pytest

from comity.agency import command, profile

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SANFORD = {
    "state": "FL",
    "county": "Seminole",
    "region": "southeast",
    "office": "atlanta",
    "field_office": "miami",
    "approximate": False,
    "border": False,
}
pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add(parser.add_subparsers(required=True))
    args = parser.parse_args(words)
    return int(args.run(args))


@pytest.fixture(params=["before setup", "after setup"], autouse=True)
def ground(request: pytest.FixtureRequest) -> None:
    profile.forget()
    if request.param == "after setup":
        profile.load("us-crs", now=NOON)


@pytest.mark.parametrize("asked", [("--zip", "32771"), ("--place", "Sanford, FL"), ("--county", "Seminole County, FL")])
def test_an_office_is_printed_as_json(asked: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("office", *asked, "--json") == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == SANFORD
    assert list(json.loads(printed.out)) == list(SANFORD)
    assert printed.err == ""


def test_an_office_is_printed_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("office", "--place", "芝加哥", "--language", "zh-hans", "--on", "2026-11-20") == 0
    assert "伊利诺伊州" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("office", "--zip", "09012"),
        ("office", "--zip", "00000"),
        ("office", "--zip", "327"),
        ("office", "--place", "Sanford"),
        ("office", "--place", "Atlantis Under The Sea"),
        ("office", "--state", "Bavaria"),
        ("office",),
        ("office", "--state", "FL", "--on", "yesterday"),
        ("screen", "--setting", "quarrel"),
        ("screen", "--setting", "bias-incident", "--basis", "age"),
        ("screen", "--setting", "bias-incident", "--on", "2026-02-30"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_and_exit_status_2(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1


def test_screening_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    words = (
        "--setting",
        "bias-incident",
        "--basis",
        "religion",
        "--basis",
        "race",
        "--perceived",
        "--on",
        "2026-11-20",
    )
    assert run("screen", *words, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["result", "reasons", "version"]
    assert answer["result"] == "in"
    assert answer["reasons"][0]["law"] == "shepard-byrd"


def test_screening_tells_people_what_is_still_offered(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("screen", "--setting", "community-dispute", "--basis", "religion") == 0
    printed = capsys.readouterr().out
    assert "A person needs to decide." in printed
    assert "training" in printed
