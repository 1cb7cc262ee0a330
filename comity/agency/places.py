"""Find your office: from a ZIP, a city, a county or a state, in any of our languages, to the office that serves it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from comity.agency import atlas
from comity.agency.layout import Day, Layout
from comity.trust.lifecycle import Refused

LONGEST = 200
LISTED = 12  # how many candidates a question names
# Armed forces addresses: the ZIP says which theatre the mail goes through, not where the person is.
MILITARY = re.compile(r"^(09[0-8]|340|96[2-6])")
# Palau, Micronesia and the Marshall Islands share the prefix of Guam, but are independent states.
ABROAD = re.compile(r"^969(39|4[0-4]|[67]\d)")
SEPARATORS = re.compile(r"[,،、，;；/\n]+")
COUNTRY = {
    atlas.fold(n)
    for n in (
        "USA",
        "US",
        "U.S.A.",
        "United States",
        "United States of America",
        "America",
        "美国",
        "الولايات المتحدة",
        "الولايات المتحدة الأمريكية",
        "Estados Unidos",
        "EE. UU.",
    )
}
CITY_WORDS = re.compile(
    r"^(city of|town of|village of|ciudad de|مدينه) | (city|town|village)$|(?<=[\u3400-\u9fff])[市县郡镇]$"
)
# A name shared by several cities means the large one only when no other is even a twentieth of it.
CLEARLY_LARGER = 20
LARGE = 100_000


@dataclass(frozen=True)
class Finding:
    """Who serves a place, and how sure that is."""

    state: str
    county: str | None
    region: str
    office: str
    field_office: str | None
    approximate: bool
    border: bool
    neighbours: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """What ``comity office --json`` prints."""
        return {k: v for k, v in asdict(self).items() if k != "neighbours"}


@dataclass(frozen=True)
class Candidate:
    """One of several places that share a name; ``place`` typed into the same box finds exactly it."""

    label: str
    place: str


class Ambiguous(Refused):
    """The place's name is shared; the sentence asks which one is meant, the page offers a list."""

    def __init__(self, sentence: str, candidates: tuple[Candidate, ...]) -> None:
        super().__init__(sentence)
        self.candidates = candidates


@dataclass(frozen=True)
class _Spot:
    """What we worked out about a place before asking whose it is."""

    state: str
    county: str = ""
    zip: str = ""
    near: tuple[str, ...] = ()
    reaches: tuple[str, ...] = ()  # the counties it may lie in, when all we have is a ZIP prefix
    approximate: bool = False


def find(
    *,
    zip: str | None = None,  # noqa: A002 - the word people use
    place: str | None = None,
    state: str | None = None,
    county: str | None = None,
    on: date,
    language: str = "en",
    layout: Layout | None = None,
) -> Finding:
    """Which office serves this place on this day; refuses with one sentence when that cannot be said."""
    if layout is None:
        from comity.agency.offices import layout as current_layout  # noqa: PLC0415 - only this default needs rows

        layout = current_layout()
    with translation.override(language):
        return _whose(_locate(_clean(zip), _clean(place), _clean(state), _clean(county)), layout.on(on))


def _clean(text: str | None) -> str:
    text = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co") else " " for c in text or "")
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    if len(text) > LONGEST:
        raise Refused(
            _("That is too long for the name of a place. Please write only a city, a county, a state or a ZIP code.")
        )
    return text


def _locate(code: str, place: str, state: str, county: str) -> _Spot:
    if code:
        return _by_zip(code)
    abbr = _state(state) if state else None
    if county:
        return _by_county(county, abbr)
    if place:
        return _by_words(place, abbr)
    if abbr:
        return _Spot(abbr)
    raise Refused(_("Please give a ZIP code, a city, a county or a state."))


def _state(text: str) -> str:
    if atlas.fold(text) in ("aa", "ae", "ap"):
        raise _military()
    if abbr := atlas.state_named(text):
        return abbr
    raise Refused(_("We do not know a state or territory called “{name}”.").format(name=text))


def _military() -> Refused:
    return Refused(
        _("This is a military address, and its ZIP code does not say where you are. Please name a city or a state.")
    )


def _by_zip(text: str) -> _Spot:
    match = re.fullmatch(r"(\d{5})(?:[- ]?\d{4})?", atlas.digits(text), flags=re.ASCII)
    if match is None:
        raise Refused(_("A ZIP code has five digits, for example 32771."))
    code = match[1]
    if MILITARY.match(code):
        raise _military()
    if point := atlas.zip_point(code):
        county = atlas.county(point.county)
        if county is not None:
            return _Spot(county.state, county.fips, code, point.near)
    known = None if ABROAD.match(code) else atlas.prefix(code[:3])
    if known is None:
        raise Refused(_("We do not know the ZIP code {zip}. Please try a city, a county or a state.").format(zip=code))
    abbr, counties = known
    return _Spot(abbr, zip=code, reaches=counties, approximate=True)


def _by_county(text: str, abbr: str | None) -> _Spot:
    if re.fullmatch(r"\d{5}", text, flags=re.ASCII) and (known := atlas.county(text)):
        return _county_spot(known)
    name, abbr = _split_state(text, abbr)
    found = [c for c in atlas.counties_named(name) if abbr in (None, c.state)]
    if not found:
        raise Refused(
            _("We do not know a county called “{name}”. Please add the state, or try a ZIP code.").format(name=text)
        )
    if len(found) > 1:
        raise _which(text, [Candidate(f"{c.name}, {c.state}", f"{c.name}, {c.state}") for c in found])
    return _county_spot(found[0])


def _county_spot(county: atlas.County) -> _Spot:
    return _Spot(county.state, county.fips, near=county.near)


def _split_state(text: str, abbr: str | None) -> tuple[str, str | None]:
    parts = [p.strip() for p in SEPARATORS.split(text) if p.strip()]
    if len(parts) > 1 and (named := atlas.state_named(parts[-1])):
        return " ".join(parts[:-1]), named
    return " ".join(parts), abbr


def _by_words(text: str, abbr: str | None) -> _Spot:
    """A place as people write it: "Sanford, FL", "Seminole County", "佛罗里达州桑福德", "32771"."""
    plain = atlas.digits(text)
    if at_end := re.search(r"(?<![\d-])\d{5}(?:-\d{4})?$", plain, flags=re.ASCII):
        return _by_zip(at_end[0])
    if in_front := re.match(r"(\d{5})(?:-\d{4})?[ ,，]+(?=\D)", plain, flags=re.ASCII):
        try:  # 12345 Main Street, Sanford, FL: five digits in front of a place may be a house number
            return _by_words(plain[in_front.end() :], abbr)
        except Ambiguous:
            raise
        except Refused:
            return _by_zip(in_front[1])
    if re.search(r"\b[AF]PO\b.*\bA[AEP]\b", text.upper()):
        raise _military()
    parts = [p.strip() for p in SEPARATORS.split(text) if atlas.fold(p)]
    parts = [p for p in parts if atlas.fold(p) not in COUNTRY] or parts
    if not parts:
        raise Refused(_("Please give a ZIP code, a city, a county or a state."))
    if len(parts) > 1:
        for index in (len(parts) - 1, 0, *range(1, len(parts) - 1)):
            if named := atlas.state_named(parts[index]):
                rest = parts[:index] + parts[index + 1 :]
                return _in_state(rest, abbr or named, text)
    if abbr:
        return _in_state(parts, abbr, text)
    return _by_name(parts[0] if len(parts) == 1 else " ".join(parts), text)


def _by_name(name: str, text: str) -> _Spot:
    """One name without a state: a state, a county that says so, a city, a name with its state attached, a county."""
    if atlas.says_county(name) and atlas.counties_named(name):
        return _by_county(name, None)
    cities = _cities(name)
    if abbr := atlas.state_named(name):
        elsewhere = [c for c in cities if c.state != abbr and c.population >= LARGE]
        if not elsewhere:
            return _Spot(abbr)
        whole = atlas.state_name(abbr, translation.get_language() or "en")
        state = Candidate(_("{name} (the whole state)").format(name=whole), abbr)
        raise _which(text, [state, *map(_city_candidate, elsewhere)])
    if cities:
        return _one_city(cities, text)
    if attached := _attached_state(name):
        rest, abbr = attached
        return _in_state([rest], abbr, text)
    if atlas.counties_named(name):
        return _by_county(name, None)
    raise _unknown(text)


def _attached_state(name: str) -> tuple[str, str] | None:
    """A state written before or after the rest without a comma: "Sanford FL", "佛罗里达州桑福德"."""
    words = name.split()
    for count in range(min(4, len(words) - 1), 0, -1):
        if abbr := atlas.state_named(" ".join(words[-count:])):
            return " ".join(words[:-count]), abbr
        if abbr := atlas.state_named(" ".join(words[:count])):
            return " ".join(words[count:]), abbr
    key = atlas.fold(name)
    for state, abbr in atlas.han_state_keys():
        if key.startswith(state) and len(key) > len(state):
            return key.removeprefix(state).removeprefix("州").strip(), abbr
        if key.endswith(state) and len(key) > len(state):
            return key.removesuffix(state).strip(), abbr
    return None


def _in_state(parts: list[str], abbr: str, text: str) -> _Spot:
    """The first part that names a city or county of that state; a county named beside a city narrows it."""
    parts = [p for p in parts if atlas.state_named(p) != abbr or _cities(p, abbr)]
    if not parts:
        return _Spot(abbr)
    inside = {c.fips for p in parts[1:] for c in atlas.counties_named(p) if c.state == abbr}
    for part in parts:
        counties = [c for c in atlas.counties_named(part) if c.state == abbr]
        if atlas.says_county(part) and counties:
            return _by_county(part, abbr)
        if cities := _cities(part, abbr):
            return _city_spot([c for c in cities if c.county in inside] or cities)
        if counties:
            return _by_county(part, abbr)
    raise _unknown(text)


def _cities(name: str, abbr: str | None = None) -> list[atlas.City]:
    found = atlas.cities_named(name)
    found = [c for c in found if abbr in (None, c.state)]
    shorter = CITY_WORDS.sub("", atlas.fold(name))
    if not found and shorter and shorter != atlas.fold(name):
        found = [c for c in atlas.cities_named(shorter) if abbr in (None, c.state)]
    return found


def _one_city(cities: list[atlas.City], text: str) -> _Spot:
    first = cities[0]
    others = [c for c in cities if c.state != first.state]
    if others and not (first.population >= LARGE and first.population >= CLEARLY_LARGER * others[0].population):
        firsts = {c.state: c for c in reversed(cities)}  # in one state the largest stands for all
        raise _which(text, [_city_candidate(c) for c in sorted(firsts.values(), key=lambda c: -c.population)])
    return _city_spot([c for c in cities if c.state == first.state])


def _city_spot(cities: list[atlas.City]) -> _Spot:
    """The largest of the same name in a state; with a rival of like size in another county the county stays open."""
    first, rivals = cities[0], {c.county for c in cities[1:] if c.population * 5 >= cities[0].population}
    if rivals - {first.county}:
        return _Spot(first.state, reaches=(first.county, *rivals), approximate=True)
    return _Spot(first.state, first.county, near=first.near)


def _city_candidate(city: atlas.City) -> Candidate:
    county = atlas.county(city.county)
    label = f"{city.name}, {city.state}" + (f" ({county.name})" if county else "")
    return Candidate(label, f"{city.name}, {city.state}")


def _which(text: str, candidates: list[Candidate]) -> Ambiguous:
    named = candidates[:LISTED]
    listed = "; ".join(c.label for c in named) + ("; …" if len(candidates) > LISTED else "")
    sentence = _("There is more than one place called “{name}”: {places}. Which one do you mean?")
    return Ambiguous(sentence.format(name=text, places=listed), tuple(candidates))


def _unknown(text: str) -> Refused:
    return Refused(
        _("We do not know a place called “{name}”. Please try a ZIP code, a county or a state.").format(name=text)
    )


def _regions(fips: Iterable[str], day: Day) -> set[str]:
    """The regions that cover these counties."""
    counties = (atlas.county(f) for f in fips if f)
    regions = {day.region_of(state=c.state, county=c.fips) for c in counties if c}
    return {r for r in regions if r is not None}


def _whose(spot: _Spot, day: Day) -> Finding:
    """The region and office of a place, and whether another region is so near that the page should ask."""
    region = day.region_of(state=spot.state, county=spot.county, zip=spot.zip)
    around = _regions(spot.near, day) | _regions(spot.reaches, day)
    approximate = spot.approximate
    if region is None and not spot.county:  # only the state is known, and only parts of it are served
        parts = around or _regions((f for f in atlas.county_list() if f.startswith(_fips(spot.state))), day)
        if len(parts) > 1:
            raise Refused(_("Several offices serve parts of that state. Please give a city, a county or a ZIP code."))
        region, approximate = next(iter(parts), None), True
    office = day.office_of(region) if region else None
    if region is None or office is None:
        raise Refused(_("That place is outside the area that we serve."))
    neighbours = tuple(sorted(around - {region}))
    county = atlas.county(spot.county)
    return Finding(
        state=spot.state,
        county=county.short if county else None,
        region=region,
        office=office,
        field_office=day.field_office(spot.state, region),
        approximate=approximate,
        border=bool(neighbours),
        neighbours=neighbours,
    )


def _fips(abbr: str) -> str:
    return atlas.states()[abbr]["fips"]
