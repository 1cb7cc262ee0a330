"""docs/run-it.md tells the operator the truth: every setting there is, and the value it has when nobody sets it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs" / "run-it.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "comity" / "site" / "settings.py").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "deploy" / "comity.env.example").read_text(encoding="utf-8")
SHOW = """
import json
from comity.site import settings as s
print(json.dumps([s.EMAIL_BACKEND, s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.PROFILE, s.DEBUG, s.DEMO]))
"""


def read_by_the_service() -> set[str]:
    return set(re.findall(r'\bread(?:_bool|_int)?\(\s*"(COMITY_[A-Z_]+)"', SETTINGS))


def told_by_the_guide() -> dict[str, str]:
    """The table of settings; one row may name several, the others by their ends."""
    told = {}
    for names, default in re.findall(r"^\| ((?:`[A-Z_]+`,? ?)+)\|.*\| (.*) \|$", GUIDE, re.MULTILINE):
        first, *ends = re.findall(r"`([A-Z_]+)`", names)
        told |= dict.fromkeys([first, *(first.rsplit("_", 1)[0] + end for end in ends)], default)
    return told


def settings_with(**environment: str) -> list[object]:
    """What a service started with these variables, and no others of ours, has for its settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COMITY_")}
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", SHOW], env=clean | environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: list[object] = json.loads(done.stdout)
    return found


def test_every_setting_stands_in_the_guide_and_no_other() -> None:
    assert read_by_the_service() == set(told_by_the_guide())


def test_nothing_else_in_the_house_reads_a_setting_past_its_one_file() -> None:
    """Else a value given as NAME_FILE would not be seen."""
    readers = re.compile(r'environ(?:\.get\(|\[)"COMITY_')
    elsewhere = [
        path.name
        for path in (ROOT / "comity").rglob("*.py")
        if "tests" not in path.parts and readers.search(path.read_text(encoding="utf-8"))
    ]
    # The demo and the tests choose their own folder before the settings are read.
    assert sorted(elsewhere) == ["demonstration.py", "settings_test.py"]


def test_the_example_names_only_what_there_is() -> None:
    named = set(re.findall(r"^#?(COMITY_[A-Z_]+)=", EXAMPLE, re.MULTILINE))
    known = read_by_the_service()
    assert {name for name in named if name not in known and name.removesuffix("_FILE") not in known} == set()


def test_the_values_nobody_sets_are_those_of_the_guide(tmp_path: Path) -> None:
    told = told_by_the_guide()
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    given = settings_with(COMITY_DATA=str(tmp_path))
    assert given == [smtp, "localhost", 587, True, "us-crs", False, False]
    assert told["COMITY_SMTP_PORT"] == "`localhost`, port 587, no user, STARTTLS `yes`"
    assert (told["COMITY_PROFILE"], told["COMITY_DEMO"]) == ("`us-crs`", "`no`")


def test_mail_is_only_ever_printed_in_a_demo_and_a_value_may_come_from_a_file(tmp_path: Path) -> None:
    """A notice that was printed would count as sent, and the person's address would stand in a log."""
    (tmp_path / "profile.txt").write_text("my-office\n", encoding="utf-8")
    given = settings_with(
        COMITY_DATA=str(tmp_path), COMITY_DEMO="yes", COMITY_PROFILE_FILE=str(tmp_path / "profile.txt")
    )
    assert (given[0], given[4]) == ("django.core.mail.backends.console.EmailBackend", "my-office")
