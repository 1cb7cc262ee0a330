"""People find their office from a ZIP, a city, a county or a state, in their own language."""

import csv
import gzip
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.agency import atlas
from comity.agency.layout import Area, Layout, OfficeRow, RegionRow
from comity.agency.offices import layout_of
from comity.agency.places import Ambiguous, Finding, find
from comity.agency.profile import BUILT_IN
from comity.agency.reading import read
from comity.trust.lifecycle import Refused

TODAY = date(2026, 11, 20)
US = layout_of(read(BUILT_IN / "us-crs"))
CITY = layout_of(read(BUILT_IN / "generic"))

REGIONS = {
    "new-england": "ME VT NH MA CT RI",
    "northeast": "NY NJ PR VI",
    "mid-atlantic": "DC DE MD PA VA WV",
    "southeast": "AL FL GA KY MS NC SC TN",
    "midwest": "IL IN MI MN OH WI",
    "southwest": "AR LA NM OK TX",
    "central": "IA KS MO NE",
    "rocky-mountain": "CO MT ND SD UT WY",
    "west": "AZ CA HI NV GU AS MP",
    "northwest": "AK ID OR WA",
}
LEADING = "boston new-york philadelphia atlanta chicago dallas kansas-city denver los-angeles seattle"
OFFICES = dict(zip(REGIONS, LEADING.split(), strict=True))
FIELD = {"FL": "miami", "MI": "detroit", "TX": "houston", "CA": "san-francisco"}


def look(on: date = TODAY, layout: Layout = US, **asked: str) -> Finding:
    return find(on=on, layout=layout, **asked)  # type: ignore[arg-type]


def test_a_zip_in_sanford_finds_atlanta_and_the_miami_field_office() -> None:
    assert look(zip="32771").as_json() == {
        "state": "FL",
        "county": "Seminole",
        "region": "southeast",
        "office": "atlanta",
        "field_office": "miami",
        "approximate": False,
        "border": False,
    }


@pytest.mark.parametrize(("region", "states"), REGIONS.items())
def test_every_state_and_territory_finds_its_office_by_any_of_its_names(region: str, states: str) -> None:
    for abbr in states.split():
        names = atlas.states()[abbr]
        for name in (
            abbr,
            abbr.lower(),
            names["en"],
            names["zh-hans"],
            names["ar"],
            names["zh-hans"].removesuffix("州"),
        ):
            found = look(state=name)
            assert (found.state, found.region, found.office) == (abbr, region, OFFICES[region]), name
            assert (found.county, found.border, found.approximate) == (None, False, False)
            assert found.field_office == FIELD.get(abbr)
            if (name, abbr) not in {("Washington", "WA"), ("华盛顿", "WA"), ("New York", "NY")}:
                assert look(place=name).state == abbr


def test_all_fifty_states_the_district_and_five_territories_are_served() -> None:
    assert sorted(" ".join(REGIONS.values()).split()) == sorted(atlas.states())
    assert len(atlas.states()) == 56


@pytest.mark.parametrize(
    ("typed", "state", "county", "office"),
    [
        ("Sanford, FL", "FL", "Seminole", "atlanta"),
        ("sanford fl", "FL", "Seminole", "atlanta"),
        ("Sanford, Florida, USA", "FL", "Seminole", "atlanta"),
        ("Sanford, Seminole County, FL", "FL", "Seminole", "atlanta"),
        ("Sanford, FL 32771-1234", "FL", "Seminole", "atlanta"),
        ("12345 Main Street, Sanford, FL", "FL", "Seminole", "atlanta"),
        ("100 Park Avenue, Sanford, Florida 32771", "FL", "Seminole", "atlanta"),
        ("32771 Nowhere Known", "FL", "Seminole", "atlanta"),
        ("Nueva York", "NY", None, "new-york"),
        ("NYC", "NY", "New York", "new-york"),
        ("３２７７１", "FL", "Seminole", "atlanta"),
        ("٣٢٧٧١", "FL", "Seminole", "atlanta"),
        ("佛罗里达州桑福德", "FL", "Seminole", "atlanta"),
        ("桑福德，佛罗里达", "FL", "Seminole", "atlanta"),
        ("佛羅里達州", "FL", None, "atlanta"),
        ("芝加哥", "IL", "Cook", "chicago"),
        ("芝加哥市", "IL", "Cook", "chicago"),
        ("شيكاغو", "IL", "Cook", "chicago"),
        ("فلوريدا", "FL", None, "atlanta"),
        ("紐約", "NY", None, "new-york"),
        ("旧金山", "CA", "San Francisco", "los-angeles"),
        ("St Louis, Missouri", "MO", "St. Louis city", "kansas-city"),
        ("Mayagüez, PR", "PR", "Mayagüez", "new-york"),
        ("mayaguez puerto rico", "PR", "Mayagüez", "new-york"),
        ("Nuevo México", "NM", None, "dallas"),
        ("Seminole County, FL", "FL", "Seminole", "atlanta"),
        ("Orleans Parish, Louisiana", "LA", "Orleans", "dallas"),
        ("Pago Pago, American Samoa", "AS", "Eastern District", "los-angeles"),
        ("Saipan", "MP", "Saipan", "los-angeles"),
        ("关岛", "GU", None, "los-angeles"),
        ("Washington, DC", "DC", "District of Columbia", "philadelphia"),
        ("New York, NY", "NY", "New York", "new-york"),
        ("Chicago", "IL", "Cook", "chicago"),
    ],
)
def test_a_place_is_found_as_people_write_it(typed: str, state: str, county: str | None, office: str) -> None:
    found = look(place=typed)
    assert (found.state, found.county, found.office) == (state, county, office)


def test_a_county_is_found_with_or_without_the_word_county() -> None:
    for asked in ({"county": "Seminole County, FL"}, {"county": "Seminole", "state": "Florida"}, {"county": "12117"}):
        assert look(**asked).county == "Seminole"


@pytest.mark.parametrize(
    "typed", ["Sanford", "桑福德", "Springfield", "Portland", "Washington", "华盛顿", "Seminole County"]
)
def test_a_shared_name_becomes_a_question_and_every_answer_offered_works(typed: str) -> None:
    with pytest.raises(Ambiguous) as asked:
        look(place=typed)
    assert typed in str(asked.value)
    assert "\n" not in str(asked.value)
    assert len(asked.value.candidates) > 1
    assert len({look(place=c.place).state for c in asked.value.candidates}) > 1


def test_the_question_is_asked_in_the_readers_language_and_names_what_was_typed() -> None:
    with pytest.raises(Ambiguous) as asked:
        find(place="桑福德", on=TODAY, layout=US, language="zh-hans")
    assert "Sanford, FL (Seminole County)" in [c.label for c in asked.value.candidates]


@pytest.mark.parametrize("code", ["09012", "34001", "96201", "96601", "09800"])
def test_a_military_zip_is_refused_in_one_sentence(code: str) -> None:
    with pytest.raises(Refused, match="military"):
        look(zip=code)


@pytest.mark.parametrize("asked", [{"state": "AE"}, {"place": "APO AE"}, {"place": "PSC 3, APO, AP 96201"}])
def test_a_military_address_without_a_zip_is_refused_too(asked: dict[str, str]) -> None:
    with pytest.raises(Refused, match="military"):
        look(**asked)


@pytest.mark.parametrize("code", ["00000", "00100", "09900", "96940", "96960", "1234", "123456", "abcde", "32771x"])
def test_an_unknown_zip_is_refused(code: str) -> None:
    with pytest.raises(Refused):
        look(zip=code)


@pytest.mark.parametrize(
    "asked", [{}, {"place": " "}, {"place": "Xanadu"}, {"state": "Bavaria"}, {"county": "Nowhere"}]
)
def test_nothing_and_nowhere_are_refused(asked: dict[str, str]) -> None:
    with pytest.raises(Refused):
        look(**asked)


def test_a_zip_without_a_point_goes_where_most_of_its_prefix_lies() -> None:
    found = look(zip="20500")
    assert (found.state, found.county, found.approximate, found.border) == ("DC", None, True, False)
    found = look(zip="32799")
    assert (found.state, found.region, found.approximate, found.border) == ("FL", "southeast", True, False)


def test_a_prefix_that_reaches_two_regions_is_near_a_border() -> None:
    states_of = {p: {atlas.county(f).state for f in counties} for p, (_, counties) in atlas._prefixes().items()}  # type: ignore[union-attr]
    two = [p for p, s in states_of.items() if len({r for r, names in REGIONS.items() if s & set(names.split())}) > 1]
    assert two
    for three in two:
        free = next((f"{three}{n:02}" for n in range(100) if atlas.zip_point(f"{three}{n:02}") is None), None)
        if free and not free.startswith("969"):
            found = look(zip=free)
            assert (found.approximate, found.border) == (True, True), free
            assert found.neighbours


@pytest.mark.parametrize(
    ("code", "neighbours"),
    [
        ("45202", ("southeast",)),  # Cincinnati looks across the river at Kentucky
        ("08102", ("mid-atlantic",)),  # Camden looks across the river at Philadelphia
        ("38103", ("southwest",)),  # Memphis
        ("63101", ("midwest",)),  # St. Louis
        ("12207", ()),  # Albany is 40 km from Massachusetts
        ("31601", ()),  # Valdosta is close to Florida, but that is the same region
        ("60601", ()),
    ],
)
def test_within_25_km_of_another_region_the_page_is_told_to_ask(code: str, neighbours: tuple[str, ...]) -> None:
    found = look(zip=code)
    assert (found.border, found.neighbours) == (bool(neighbours), neighbours)


def test_a_city_and_a_county_near_a_border_say_so_too() -> None:
    assert look(place="Cincinnati, OH").neighbours == ("southeast",)
    assert look(county="Hamilton County, OH").neighbours == ("southeast",)
    assert look(county="Cook County, IL").border is False


def test_a_state_alone_says_nothing_of_a_border() -> None:
    assert look(state="KY").border is False


def _merged() -> Layout:
    """A layout in which West and Northwest were one region from 2018 to 2021."""
    start, end = date(2018, 1, 1), date(2022, 1, 1)
    west, north = ("AZ", "CA", "HI", "NV"), ("AK", "ID", "OR", "WA")
    return Layout(
        (RegionRow("west", "los-angeles"), RegionRow("northwest", "seattle")),
        (
            OfficeRow("los-angeles", "regional", "west", "CA"),
            OfficeRow("seattle", "regional", "northwest", "WA", until=start),
            OfficeRow("seattle", "field", "west", "WA", since=start, until=end),
            OfficeRow("seattle", "regional", "northwest", "WA", since=end),
        ),
        (
            Area("west", west),
            Area("northwest", north, until=start),
            Area("west", north, since=start, until=end),
            Area("northwest", north, since=end),
        ),
    )


def test_the_day_chooses_the_territory_that_was_in_force() -> None:
    layout = _merged()
    before, during, after = date(2017, 12, 31), date(2020, 6, 1), date(2022, 1, 1)
    assert look(before, layout, state="WA").region == "northwest"
    found = look(during, layout, state="WA")
    assert (found.region, found.office, found.field_office) == ("west", "los-angeles", "seattle")
    assert look(date(2018, 1, 1), layout, state="WA").region == "west"
    assert look(after, layout, state="WA").office == "seattle"
    assert look(after, layout, zip="89449").border is False


def test_a_border_between_regions_goes_when_they_are_merged() -> None:
    layout = _merged()
    assert look(date(2017, 1, 1), layout, zip="96044").neighbours == ("northwest",)
    assert look(date(2020, 1, 1), layout, zip="96044").border is False


def test_a_city_commission_serves_its_county_and_says_so_elsewhere() -> None:
    area = CITY.areas[0]
    fips = area.counties[0]
    assert look(layout=CITY, county=fips).region == area.region
    elsewhere = "AK" if atlas.county(fips).state != "AK" else "HI"  # type: ignore[union-attr]
    with pytest.raises(Refused, match="outside"):
        look(layout=CITY, state=elsewhere)


def test_a_ring_of_zips_inside_a_county_can_be_a_region_of_its_own() -> None:
    layout = Layout(
        (RegionRow("town", "hall"), RegionRow("rest", "farm")),
        (OfficeRow("hall", "regional", "town", "FL"), OfficeRow("farm", "regional", "rest", "FL")),
        (Area("rest", counties=("12117",)), Area("town", zips=("32771",))),
    )
    assert look(layout=layout, zip="32771").office == "hall"
    assert look(layout=layout, zip="32773").office == "farm"


def sentence_or_office(asked: dict[str, str]) -> str:
    """What the person reads: the office, or one sentence. Anything else is a bug and comes through."""
    try:
        return look(**asked).office
    except Refused as refused:
        return str(refused)


@settings(max_examples=300)
@given(st.integers(0, 99_999))
def test_every_five_digits_give_an_office_or_one_sentence(number: int) -> None:
    said = sentence_or_office({"zip": f"{number:05}"})
    assert said in OFFICES.values() or (said.endswith(".") and "\n" not in said)


@given(st.text(max_size=300))
def test_whatever_is_typed_gives_an_office_or_one_sentence(typed: str) -> None:
    for box in ("place", "zip", "county", "state"):
        said = sentence_or_office({box: typed})
        assert said in OFFICES.values() or said.endswith((".", "?"))


def test_every_zip_we_ship_lies_in_the_region_of_its_state() -> None:
    regions = {abbr: region for region, names in REGIONS.items() for abbr in names.split()}
    day = US.on(TODAY)
    with gzip.open(atlas.DATA / "zips.csv.gz", "rt", newline="") as file:
        for row in csv.DictReader(file):
            county = atlas.county(row["county"])
            assert county is not None
            assert day.region_of(state=county.state, county=county.fips, zip=row["zip"]) == regions[county.state]


def test_the_tables_are_small_and_quick_to_read() -> None:
    assert sum(p.stat().st_size for p in Path(atlas.DATA).iterdir()) < 2_000_000
    for name in dir(atlas):
        if hasattr(read := getattr(atlas, name), "cache_clear"):
            read.cache_clear()
    started = time.process_time()
    look(zip="32771")
    assert time.process_time() - started < 0.15
