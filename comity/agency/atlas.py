"""Where places are: ZIPs, counties, cities and states of the United States, read from the tables beside this file.

Nothing is read before it is asked for; each table is read once per process. ``tools/build_places.py`` makes the tables.
"""

import csv
import gzip
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
COUNTY_WORDS = re.compile(r"\s+(county|parish|city and borough|borough|census area|municipio|municipality)$")
SHOWN_COUNTY_WORDS = re.compile(r"\s+(County|Parish|City and Borough|Borough|Census Area|Municipio|Municipality)$")
SPELLED_OUT = {"st": "saint", "ft": "fort", "mt": "mount"}


@dataclass(frozen=True)
class ZipPoint:
    """The middle of a ZIP area, the county it falls in, and the counties that come within 25 km of it."""

    zip: str
    county: str
    lat: float
    lon: float
    near: tuple[str, ...]


@dataclass(frozen=True)
class County:
    fips: str
    name: str
    state: str
    lat: float
    lon: float
    population: int
    near: tuple[str, ...]

    @property
    def short(self) -> str:
        """The name as people say it with the word county left out: Seminole, Orleans, but Baltimore city."""
        return SHOWN_COUNTY_WORDS.sub("", self.name)


@dataclass(frozen=True)
class City:
    name: str
    state: str
    county: str  # FIPS, or empty where two counties are equally likely
    lat: float
    lon: float
    population: int
    near: tuple[str, ...]


@cache
def _simplified() -> dict[int, str]:
    """Traditional characters to the simplified ones that our names are written in."""
    with (DATA / "han.csv").open(encoding="utf-8", newline="") as file:
        return {ord(row["traditional"]): row["simplified"] for row in csv.DictReader(file)}


# Letters that Arabic writers use for one another at the end of a word, and Persian forms of the same letters.
_ARABIC = {ord("ة"): "ه", ord("ى"): "ي", ord("ی"): "ي", ord("ک"): "ك", ord("ـ"): None}


def fold(text: str) -> str:
    """A name as a key: no accents, no capitals, no punctuation, one way to write St. and Saint."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
        text = "".join(c for c in text if not unicodedata.combining(c)).translate(_simplified()).translate(_ARABIC)
    text = "".join(c if c.isalnum() else "" if c in ".'’ʻ`" else " " for c in text.casefold())
    words = text.split()
    return " ".join(SPELLED_OUT.get(w, w) for w in words)


def digits(text: str) -> str:
    """Digits of any script as 0-9; everything else as it was."""
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and unicodedata.digit(c, -1) >= 0 else c for c in text)


def _lines(name: str) -> list[str]:
    return gzip.decompress((DATA / name).read_bytes()).decode().splitlines()[1:]


@cache
def _zips() -> dict[str, str]:
    return {line[:5]: line for line in _lines("zips.csv.gz")}


def zip_point(code: str) -> ZipPoint | None:
    if (line := _zips().get(code)) is None:
        return None
    code, county, lat, lon, near = line.split(",")
    return ZipPoint(code, county, float(lat), float(lon), tuple(near.split()))


@cache
def _counties() -> dict[str, County]:
    found = {}
    for fips, name, state, lat, lon, people, near in csv.reader(_lines("counties.csv.gz")):
        found[fips] = County(fips, name, state, float(lat), float(lon), int(people or 0), tuple(near.split()))
    return found


def county(fips: str) -> County | None:
    return _counties().get(fips)


@cache
def _county_names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for c in _counties().values():
        key = fold(c.name)
        for name in {key, COUNTY_WORDS.sub("", key), key.removesuffix(" city")}:
            names.setdefault(name, []).append(c.fips)
    return names


def says_county(text: str) -> bool:
    """Whether the words themselves say that a county is meant: Seminole County, Orleans Parish."""
    return bool(COUNTY_WORDS.search(fold(text)))


def counties_named(text: str) -> list[County]:
    """Every county of that name, the largest first; the word county may be left out."""
    names, key = _county_names(), fold(text).removeprefix("condado de ")
    exact = names.get(key, [])
    found = [_counties()[f] for f in exact or names.get(COUNTY_WORDS.sub("", key), [])]
    return sorted(found, key=lambda c: -c.population)


@cache
def _cities() -> tuple[dict[str, list[int]], list[str]]:
    lines = _lines("cities.csv.gz")
    names: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        for key in line[: line.index(",")].split("|"):
            names.setdefault(key, []).append(index)
    return names, lines


@cache
def _city_names() -> dict[str, str]:
    """Our own table of city names in other scripts: folded name to the English name with its state."""
    tables = _names()
    return {fold(k): v for table in ("city_zh", "city_ar") for k, v in tables[table].items()}


def cities_named(text: str) -> list[City]:
    """Every city of that name, the largest first, in any script we know it in."""
    names, lines = _cities()
    key = fold(text)
    if (known := _city_names().get(key)) is not None:
        key = fold(known.rpartition(", ")[0])
    found = []
    for index in names.get(key, []):
        _, name, state, fips, lat, lon, people, near = next(csv.reader([lines[index]]))
        found.append(City(name, state, fips, float(lat), float(lon), int(people), tuple(near.split())))
    return found


@cache
def _prefixes() -> dict[str, tuple[str, tuple[str, ...]]]:
    with (DATA / "prefixes.csv").open(encoding="utf-8", newline="") as file:
        return {row["prefix"]: (row["state"], tuple(row["counties"].split())) for row in csv.DictReader(file)}


def prefix(three: str) -> tuple[str, tuple[str, ...]] | None:
    """The state most of the ZIPs with these three digits lie in, and every county they reach."""
    return _prefixes().get(three)


@cache
def _names() -> dict[str, dict[str, str]]:
    return tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8"))


@cache
def states() -> dict[str, dict[str, str]]:
    """Every state, the District and five territories by abbreviation: their names by language."""
    return {
        abbr: {"en": n["en"], "zh-hans": n["zh"], "ar": n["ar"], "fips": n["fips"]}  # type: ignore[index]
        for abbr, n in _names()["state"].items()
    }


def state_name(abbr: str, language: str) -> str:
    names = states()[abbr]
    return names.get(language, names["en"])


@cache
def _state_keys() -> dict[str, str]:
    keys: dict[str, str] = {}
    for abbr, names in _names()["state"].items():
        for name in (abbr, names["en"], names["zh"], names["ar"], *names["also"]):  # type: ignore[index]
            key = fold(name)
            keys.setdefault(key, abbr)
            keys.setdefault(key.removesuffix("州"), abbr)
            keys.setdefault(key.removeprefix(fold("ولاية") + " "), abbr)
    return keys


def state_named(text: str) -> str | None:
    """FL for FL, Florida, Fla., 佛罗里达, 佛州, فلوريدا; None if no state is called that."""
    keys, key = _state_keys(), fold(text)
    for name in (key, key.removesuffix("州"), key.removeprefix("state of "), key.removeprefix("estado de ")):
        if name in keys:
            return keys[name]
    return keys.get(key.removeprefix(fold("ولاية") + " "))


@cache
def han_state_keys() -> tuple[tuple[str, str], ...]:
    """State names in Chinese, the longest first: 佛罗里达州桑福德 is written without a space."""
    keys = ((k, a) for k, a in _state_keys().items() if k and "\u3400" <= k[0] <= "\u9fff" and len(k) > 1)
    return tuple(sorted(keys, key=lambda pair: -len(pair[0])))


def county_list() -> list[str]:
    """The FIPS codes of all counties."""
    return list(_counties())
