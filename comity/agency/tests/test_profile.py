"""An agency is a folder of files: loaded whole, loaded again without harm, or refused with file, line and reason."""

import re
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from comity.agency import offices, profile
from comity.agency.models import Law, Loaded, Office, Region, RuleSet, Territory
from comity.agency.places import find
from comity.agency.reading import BrokenProfile
from comity.agency.screening import screen
from comity.texts.models import Text
from comity.texts.say import say, say_list, say_state

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture
def own(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    """A copy of the brochures' profile in the installation's own folder, free to be changed."""
    settings.DATA = tmp_path
    folder = tmp_path / "profiles" / "us-crs"
    shutil.copytree(profile.BUILT_IN / "us-crs", folder)
    return folder


def change(file: Path, old: str, new: str) -> int:
    """Change the first occurrence; answers its line."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old} is not in {file.name}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize("name", ["us-crs", "generic"])
def test_the_profiles_that_come_with_the_software_are_sound(name: str) -> None:
    profile.open_folder(profile.BUILT_IN / name)


@pytest.mark.django_db
def test_loading_puts_the_agency_into_the_database_and_again_is_harmless() -> None:
    profile.load("us-crs", now=NOON)
    tables = (Office, Region, Territory, Law, RuleSet, Loaded, Text)
    before = [list(t.objects.order_by("pk").values()) for t in tables]
    profile.load("us-crs", now=NOON + timedelta(days=3))
    assert [list(t.objects.order_by("pk").values()) for t in tables] == before
    kinds = [o.kind for o in offices.offices(TODAY)]
    assert (kinds.count("headquarters"), kinds.count("regional"), kinds.count("field")) == (1, 10, 4)
    here = profile.current()
    assert set(here.services) == {"dialogue", "mediation", "training", "consultation"}
    assert len(here.bases) == 8
    assert here.programs["spcp"]["source"] == "brochure"
    assert find(zip="32771", on=TODAY).office == "atlanta"
    assert screen(setting="bias-incident", bases=["religion"], on=TODAY).result == "in"
    assert offices.states_of("southeast", TODAY) == ["AL", "FL", "GA", "KY", "MS", "NC", "SC", "TN"]
    assert (offices.headquarters(TODAY), offices.office_of("southeast", TODAY)) == ("headquarters", "atlanta")
    assert offices.is_open(offices.office("atlanta", TODAY), datetime(2026, 11, 20, 15, tzinfo=UTC))  # type: ignore[arg-type]
    assert not offices.is_open(offices.office("atlanta", TODAY), datetime(2026, 11, 22, 15, tzinfo=UTC))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_texts_are_said_in_the_readers_language() -> None:
    profile.load("us-crs", now=NOON)
    assert say("state.FL", "zh-hans") == "佛罗里达州"
    assert say("basis.religion.name", "zh-hans") != say("basis.religion.name", "en")
    assert say_state("basis.religion.name", "en") == "reviewed"
    assert say_state("basis.religion.name", "zh-hans") == "unreviewed"
    assert say_state("no.such.text", "ar") == "missing"
    assert say("no.such.text", "ar") == "no.such.text"
    assert len(say_list("agency.confidential.we_keep", "zh-hans")) == profile.current().agency["we_keep"]


@pytest.mark.django_db
def test_contact_lines_printed_in_the_brochure_may_not_be_published() -> None:
    profile.load("us-crs", now=NOON)
    assert profile.unpublishable()
    assert all("not in service" in line for line in profile.unpublishable())
    profile.load("generic", now=NOON)
    assert profile.unpublishable() == []


@pytest.mark.django_db
def test_the_same_house_serves_another_agency() -> None:
    profile.load("us-crs", now=NOON)
    profile.load("generic", now=NOON)
    assert profile.current().name == "generic"
    assert {o.slug for o in offices.offices(TODAY)} == {r["slug"] for r in profile.current().content["office"]}
    assert RuleSet.objects.filter(until_at=None).count() == 1


@pytest.mark.django_db
def test_new_rules_need_a_new_version_and_end_the_old_one(own: Path) -> None:
    profile.load("us-crs", now=NOON)
    change(own / "screening.toml", 'result = "out"', 'result = "person"')
    change(own / "screening_tests.toml", 'result = "out"', 'result = "person"')
    with pytest.raises(BrokenProfile, match=r"us-crs/screening(_tests)?\.toml:\d+: "):
        profile.load("us-crs", now=NOON)
    text = (own / "screening_tests.toml").read_text(encoding="utf-8")
    (own / "screening_tests.toml").write_text(text.split("[[case]]")[0], encoding="utf-8")
    with pytest.raises(BrokenProfile, match=r"us-crs/screening\.toml:\d+: the rules changed, but their version"):
        profile.load("us-crs", now=NOON)
    change(own / "screening.toml", 'version = "2026-11"', 'version = "2026-12"')
    later = NOON + timedelta(days=1)
    profile.load("us-crs", now=later)
    old, new = RuleSet.objects.order_by("pk")
    assert (old.version, old.until_at, new.version, new.until_at) == ("2026-11", later, "2026-12", None)
    assert screen(setting="hate-crime", bases=["race"], on=TODAY).version == "2026-12"
    assert profile.rules_version("2026-11").version == "2026-11"  # type: ignore[union-attr]


@pytest.mark.django_db
def test_an_office_that_leaves_the_profile_is_ended_and_its_past_stays(own: Path) -> None:
    profile.load("us-crs", now=NOON)
    text = (own / "offices.toml").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^(?=\[\[)", text)
    (own / "offices.toml").write_text("".join(p for p in parts if 'slug = "miami"' not in p), encoding="utf-8")
    profile.load("us-crs", now=NOON)
    assert find(state="FL", on=TODAY).field_office is None
    assert find(state="FL", on=TODAY - timedelta(days=1)).field_office == "miami"


@pytest.mark.django_db
def test_a_territory_that_moves_today_does_not_rewrite_yesterday(own: Path) -> None:
    profile.load("us-crs", now=NOON)
    text = (own / "offices.toml").read_text(encoding="utf-8")
    (own / "offices.toml").write_text(
        text.replace('region = "northwest"\nstates', 'region = "west"\nstates'), encoding="utf-8"
    )
    profile.load("us-crs", now=NOON)
    assert find(state="WA", on=TODAY).region == "west"
    assert find(state="WA", on=date(2020, 1, 1)).region == "northwest"


@pytest.mark.django_db
def test_a_translation_older_than_its_english_is_marked(own: Path) -> None:
    profile.load("us-crs", now=NOON)
    english = next(p for p in (own / "texts/en").glob("*.toml") if "[agency" in p.read_text(encoding="utf-8"))
    body = profile.open_folder(own).texts["en"]["agency.tagline"]
    change(english, body, body + " Now.")
    profile.load("us-crs", now=NOON)
    assert say_state("agency.tagline", "zh-hans") == "outdated"
    assert say("agency.tagline", "en").endswith("Now.")


BREAKS = [
    ("offices.toml", 'office = "boston"', 'office = "bostn"', "there is no office called “bostn”"),
    ("offices.toml", '["AL", "FL"', '["AL", "NY", "FL"', "NY: already in the territory of"),
    ("offices.toml", 'hours = "mon-fri 08:30-17:00"', 'hours = "mornings"', "“hours” must read like"),
    ("offices.toml", 'kind = "regional"', 'kind = "branch"', "“kind” must be one of"),
    ("offices.toml", 'phone = "', 'fone = "', "“fone” is not known here"),
    ("offices.toml", 'city = "Boston"', "city = 7", "“city” must be words in quotes"),
    (
        "laws.toml",
        "in_force_on = 1964-07-02",
        "in_force_on = 1964-07-02\nuntil = 1960-01-01",
        "it ends (1960-01-01) before",
    ),
    ("bases.toml", 'slug = "religion"', 'slug = "race"', "“race” stands here twice"),
    ("screening.toml", 'result = "in"', 'result = "yes"', "“result” must be one of"),
    (
        "screening.toml",
        'settings = ["community-dispute"]',
        'settings = ["quarrel"]',
        "there is no setting called “quarrel”",
    ),
    ("screening.toml", "one_family = true", "one_dog = true", "there is no fact called “one_dog”"),
    ("screening_tests.toml", 'result = "in"', 'result = "out"', "expected out, but"),
    ("agency.toml", "since = 1964-07-02", "since = 1964-07-32", "this is not TOML"),
    ("services.toml", 'slug = "mediation"', 'slug = "Mediation!"', "must be lower-case words"),
    ("programs/spcp.toml", 'service = "', 'service = "un', "there is no service called"),
]


@pytest.mark.parametrize(("file", "old", "new", "reason"), BREAKS)
def test_a_broken_profile_is_refused_with_file_line_and_reason(
    own: Path, file: str, old: str, new: str, reason: str
) -> None:
    line = change(own / file, old, new)
    with pytest.raises(BrokenProfile) as refused:
        profile.open_folder(own)
    fault = next(f for f in refused.value.faults if reason in f.reason)
    assert fault.file == f"us-crs/{file}"
    assert abs(fault.line - line) <= (2 if "\n" in new else 0) or "missing" in reason or file == "screening_tests.toml"
    assert str(fault) == f"us-crs/{file}:{fault.line}: {fault.reason}"


def test_a_text_nobody_translated_is_named_with_the_row_that_needs_it(own: Path) -> None:
    for path in (own / "texts/zh-hans").glob("*.toml"):
        path.write_text("", encoding="utf-8")
    with pytest.raises(BrokenProfile) as refused:
        profile.open_folder(own)
    named = [str(fault) for fault in refused.value.faults]
    assert any(n.startswith("us-crs/bases.toml:") and "basis.race.name is missing" in n for n in named)


def test_a_file_that_is_missing_or_not_utf8_is_named(own: Path) -> None:
    (own / "laws.toml").unlink()
    (own / "bases.toml").write_bytes(b"# one\n\xff\n")
    with pytest.raises(BrokenProfile) as refused:
        profile.open_folder(own)
    assert [str(f) for f in refused.value.faults] == [
        "us-crs/laws.toml:1: this file is missing",
        "us-crs/bases.toml:2: this line is not UTF-8",
    ]


@pytest.mark.django_db
def test_a_broken_profile_changes_nothing(own: Path) -> None:
    profile.load("us-crs", now=NOON)
    change(own / "offices.toml", 'office = "boston"', 'office = "bostn"')
    with pytest.raises(BrokenProfile):
        profile.load("us-crs", now=NOON)
    assert find(state="MA", on=TODAY).office == "boston"


@pytest.mark.parametrize("name", ["../us-crs", "/etc", "nobody", ""])
def test_a_profile_nobody_has_is_refused(name: str) -> None:
    with pytest.raises(profile.Refused, match="no profile"):
        profile.where(name)
