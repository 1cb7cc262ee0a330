"""Is a profile sound? Every unknown word, overlap, wrong date and missing text is named with its file and line."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from comity.agency import atlas, practice
from comity.agency.layout import Area, overlap
from comity.agency.reading import Fault, Folder, Source
from comity.agency.screening import FACTS, NO_RULE, RESULTS, Rules, as_date, rules_from, screen
from comity.trust.lifecycle import Refused

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
LANGUAGE = re.compile(r"^[a-z]{2,3}(-[a-z0-9]+)*$")
HOURS = re.compile(
    r"^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))? ([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$"
)
TEXT, DAY, TRUTH, WORDS, COUNT, NUMBER = str, date, bool, "words", int, float
DATES = {"since": DAY, "until": DAY}
KEYS: dict[str, dict[str, Any]] = {
    "agency": {
        "slug": TEXT, "languages": WORDS, "complete": WORDS, "headquarters": TEXT, "emergency_number": TEXT,
        "timezone": TEXT, "confidentiality_law": TEXT, "we_keep": COUNT, "we_cannot": COUNT, "categories": WORDS,
        "settings": WORDS, "partial": dict, "follow_up_days": list, "year_starts_in_month": COUNT,
        **DATES,
    },
    "contact": {"slug": TEXT, "kind": TEXT, "value": TEXT, "in_service": TRUTH, "note": TEXT, "demo": TEXT},
    "region": {"slug": TEXT, "office": TEXT, **DATES},
    "office": {
        "slug": TEXT, "kind": TEXT, "region": TEXT, "city": TEXT, "state": TEXT, "states": WORDS, "lat": NUMBER,
        "lon": NUMBER, "phone": TEXT, "email": TEXT, "address": TEXT, "timezone": TEXT, "hours": TEXT,
        "languages": WORDS, "source": TEXT, **DATES,
    },
    "territory": {"region": TEXT, "states": WORDS, "counties": WORDS, "zips": WORDS, "source": TEXT, **DATES},
    "law": {"slug": TEXT, "cite": TEXT, "in_force_on": DAY, "until": DAY},
    "basis": {"slug": TEXT, "law": TEXT, "laws": WORDS, **DATES},
    "rule": {
        "slug": TEXT, "settings": WORDS, "bases": "words or any", "result": TEXT, "law": TEXT, "offers": WORDS,
        "when": dict, **DATES,
    },
    "case": {
        "title": TEXT, "setting": TEXT, "bases": WORDS, "perceived": TRUTH, "one_family": TRUTH, "legal_claim": TRUTH,
        "violence": TRUTH, "on": DAY, "result": TEXT, "rules": WORDS,
    },
    "service": {"slug": TEXT, "kit": TEXT, "source": TEXT, "order": COUNT, "more": dict},
    "programs": {
        "service": TEXT, "source": TEXT, "brochures": WORDS, "audiences": WORDS, "minutes": COUNT,
        "bases": "words or any",
        "settings": WORDS, "order": COUNT, "kit": TEXT, "aliases": WORDS, "more": dict, **DATES,
    },
    "audiences": {"source": TEXT, "order": COUNT, "with": list, "more": dict},
    "kits": {"service": TEXT, "sheet": list, "source": TEXT, "order": COUNT, "more": dict},
    "with": {"service": TEXT, "programs": WORDS, "more": dict},
    "sheet": {"slug": TEXT, "kind": TEXT, "items": COUNT, "minutes": list, "more": dict},
}  # fmt: skip
NEEDED = {
    "agency": ("slug", "languages", "settings", "categories"),
    "contact": ("slug", "kind", "value", "in_service"),
    "region": ("slug", "office"),
    "office": ("slug", "kind", "city", "state", "phone", "timezone", "hours", "languages"),
    "territory": ("region", "source"),
    "law": ("slug", "cite", "in_force_on"),
    "basis": ("slug",),
    "rule": ("slug", "result"),
    "case": ("title", "setting", "on", "result", "rules"),
    "service": ("slug",),
    "programs": ("service", "source"),
    "audiences": (),
    "kits": ("service", "sheet"),
    "with": ("service",),
    "sheet": ("slug", "kind", "items"),
}
ONE_OF = {
    ("contact", "kind"): ("phone", "email", "web", "social", "address"),
    ("office", "kind"): ("headquarters", "regional", "field"),
    ("office", "source"): ("brochure", "leaflet", "assumed", "practice", "own"),
    ("territory", "source"): ("brochure", "leaflet", "assumed", "own"),
    ("rule", "result"): RESULTS,
    ("case", "result"): RESULTS,
    ("programs", "source"): ("brochure", "practice", "own"),
    ("sheet", "kind"): ("text", "list", "steps", "checklist", "agreement", "signatures", "letter"),
}
TABLES = {  # which tables a file holds
    "agency": ("contact",), "offices": ("region", "office", "territory"), "laws": ("law",), "bases": ("basis",),
    "screening": ("rule",), "screening_tests": ("case",), "services": ("service",),
}  # fmt: skip
NAMES = {
    "region": ("name",), "office": ("name", "city"), "law": ("name", "short", "plain"), "basis": ("name", "plain"),
    "service": ("name", "summary", "what"), "program": ("name", "summary", "audience", "length", "happens"),
    "audience": ("title", "mission"), "kit": ("title",), "setting": ("name",), "category": ("name",),
}  # fmt: skip


def check(folder: Folder) -> list[Fault]:
    """Every fault of a profile; an empty list means it may be loaded."""
    checker = _Checker(folder)
    checker.shapes()
    if not checker.faults:  # the rest may rely on every value being there and of its kind
        checker.meanings()
    if not checker.faults:
        checker.texts()
        checker.lawyers_cases()
    return checker.faults or practice.faults(folder)


def rules_of(folder: Folder) -> Rules:
    """The screening rules of a profile that has just been read."""
    return rules_from(rules_content(folder))


def rules_content(folder: Folder) -> dict[str, Any]:
    return {
        "version": folder.files["screening"].table["version"],
        "rule": folder.rows("screening", "rule"),
        "settings": folder.files["agency"].table["agency"]["settings"],
        "bases": [row["slug"] for row in folder.rows("bases", "basis")],
    }


class _Checker:
    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.faults: list[Fault] = []

    def fault(self, source: Source, reason: str, table: str = "", index: int | None = None, key: str = "") -> None:
        self.faults.append(Fault(source.name, source.line(table, index, key), reason))

    # shapes: the right keys with the right kinds of values

    def shapes(self) -> None:
        for file, tables in TABLES.items():
            source = self.folder.files[file]
            extra = {"agency": {"agency"}, "screening": {"version"}}.get(file, set())
            for key in source.table.keys() - set(tables) - extra:
                table = key if isinstance(source.table[key], dict | list) else ""
                self.fault(source, f"“{key}” is not known here", table, key="" if table else key)
            for table in tables:
                if not isinstance(source.table.get(table, []), list):
                    self.fault(source, f"write [[{table}]], with two brackets", table, 0)
                for index, row in enumerate(self.folder.rows(file, table)):
                    self.row(source, table, row, index, table)
        agency = self.folder.files["agency"]
        if isinstance(agency.table.get("agency"), dict):
            self.row(agency, "agency", agency.table["agency"], 0, "agency")
        else:
            self.fault(agency, "the table [agency] is missing")
        if not isinstance(self.folder.files["screening"].table.get("version"), str):
            self.fault(self.folder.files["screening"], 'the rules need a version, for example version = "2026-11"')
        for kind, things in self.folder.things.items():
            for slug, source in things.items():
                self.thing(kind, slug, source)

    def thing(self, kind: str, slug: str, source: Source) -> None:
        """A program, an audience or a kit: one file, perhaps with rows of its own."""
        if not SLUG.match(slug):
            self.fault(source, f"the file name “{slug}” is not lower-case words joined by hyphens")
        self.row(source, kind, source.table, 0, "")
        part = {"audiences": "with", "kits": "sheet"}.get(kind)
        rows = source.table.get(part, []) if part else []
        for index, row in enumerate(rows if part and isinstance(rows, list) else []):
            self.row(source, str(part), row, index, str(part))

    def row(self, source: Source, kind: str, row: Mapping[str, Any], index: int, table: str) -> None:
        if not isinstance(row, dict):
            return self.fault(source, f"{kind} must be a table", table, index)
        for key in NEEDED[kind]:
            if key not in row:
                self.fault(source, f"“{key}” is missing", table, index)
        for key, value in row.items():
            if key not in KEYS[kind]:
                self.fault(source, f"“{key}” is not known here", table, index, key)
            elif reason := _wrong(kind, key, value):
                self.fault(source, f"“{key}” {reason}", table, index, key)
        since, until = row.get("since", row.get("in_force_on")), row.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.fault(source, f"it ends ({until}) before it begins ({since})", table, index, "until")
        return None

    # meanings: words that refer to other words, places, days

    def meanings(self) -> None:
        agency = self.folder.files["agency"].table["agency"]
        laws, bases = self.once("laws", "law"), self.once("bases", "basis")
        services, settings = self.once("services", "service"), set(agency["settings"])
        kits, programs = set(self.folder.things["kits"]), set(self.folder.things["programs"])
        audiences = set(self.folder.things["audiences"])
        self.once("agency", "contact")
        self.once("screening", "rule")
        source = self.folder.files["agency"]
        self.known(source, "agency", 0, "law", [agency.get("confidentiality_law")], laws, "confidentiality_law")
        self.known(
            source, "agency", 0, "office", [agency.get("headquarters")], self.slugs("offices", "office"), "headquarters"
        )
        for index, row in enumerate(self.folder.rows("agency", "contact")):
            if row["in_service"] is False and "note" not in row:
                self.fault(source, "a contact line that is not in service needs a note that says why", "contact", index)
        for index, row in enumerate(self.folder.rows("bases", "basis")):
            named = [*row.get("laws", []), row.get("law")]
            self.known(
                self.folder.files["bases"], "basis", index, "law", named, laws, "law" if "law" in row else "laws"
            )
        source = self.folder.files["screening"]
        for index, row in enumerate(self.folder.rows("screening", "rule")):
            self.known(source, "rule", index, "law", [row.get("law")], laws, "law")
            self.known(source, "rule", index, "setting", row.get("settings", []), settings, "settings")
            self.known(source, "rule", index, "basis", _listed(row.get("bases", "any")), bases, "bases")
            self.known(source, "rule", index, "service", row.get("offers", []), services | {"programs"}, "offers")
            self.known(source, "rule", index, "fact", list(row.get("when", {})), set(FACTS), "when")
            if not all(isinstance(v, bool) for v in row.get("when", {}).values()):
                self.fault(source, "the facts in “when” are true or false", "rule", index, "when")
        source = self.folder.files["services"]
        for index, row in enumerate(self.folder.rows("services", "service")):
            self.known(source, "service", index, "kit", [row.get("kit")], kits, "kit")
        for source in self.folder.things["programs"].values():
            row = source.table
            self.known(source, "", 0, "service", [row["service"]], services, "service")
            self.known(source, "", 0, "audience", row.get("audiences", []), audiences, "audiences")
            self.known(source, "", 0, "audience", row.get("brochures", []), audiences, "brochures")
            self.known(source, "", 0, "basis", _listed(row.get("bases", "any")), bases, "bases")
            self.known(source, "", 0, "setting", row.get("settings", []), settings, "settings")
            self.known(source, "", 0, "kit", [row.get("kit")], kits, "kit")
        for source in self.folder.things["audiences"].values():
            for index, row in enumerate(source.table.get("with", [])):
                self.known(source, "with", index, "service", [row["service"]], services, "service")
                self.known(source, "with", index, "program", row.get("programs", []), programs, "programs")
        for source in self.folder.things["kits"].values():
            self.known(source, "", 0, "service", [source.table["service"]], services, "service")
            self.timetable(source)
        self.offices()
        self.territories()

    def timetable(self, source: Source) -> None:
        for index, sheet in enumerate(source.table["sheet"]):
            minutes = sheet.get("minutes")
            if minutes is not None and (len(minutes) != sheet["items"] or not all(type(m) is int for m in minutes)):
                self.fault(source, "“minutes” needs one whole number for each item", "sheet", index, "minutes")

    def slugs(self, file: str, table: str) -> set[str]:
        return {row["slug"] for row in self.folder.rows(file, table)}

    def once(self, file: str, table: str) -> set[str]:
        seen: set[str] = set()
        for index, row in enumerate(self.folder.rows(file, table)):
            if row["slug"] in seen:
                self.fault(self.folder.files[file], f"“{row['slug']}” stands here twice", table, index, "slug")
            seen.add(row["slug"])
        return seen

    def known(  # noqa: PLR0917 - a table of checks reads best as a table
        self, source: Source, table: str, index: int, what: str, named: Iterable[str | None], known: set[str], key: str
    ) -> None:
        for name in named:
            if name is not None and name not in known:
                self.fault(source, f"there is no {what} called “{name}”", table, index, key)

    def offices(self) -> None:
        source = self.folder.files["offices"]
        regions, offices = self.folder.rows("offices", "region"), self.folder.rows("offices", "office")
        region_slugs, office_slugs = self.slugs("offices", "region"), self.slugs("offices", "office")
        for table, rows in (("region", regions), ("office", offices)):
            for (_, one), (index, two) in combinations(enumerate(rows), 2):
                if one["slug"] == two["slug"] and overlap(_area(one), _area(two)):
                    self.fault(source, f"“{two['slug']}” holds twice on the same day", table, index, "slug")
        for index, row in enumerate(regions):
            self.known(source, "region", index, "office", [row["office"]], office_slugs, "office")
        for index, row in enumerate(offices):
            if row["kind"] != "headquarters" and "region" not in row:
                self.fault(source, "“region” is missing", "office", index)
            self.known(source, "office", index, "region", [row.get("region")], region_slugs, "region")
            self.known(source, "office", index, "state", [row["state"]], set(atlas.states()), "state")
            self.known(source, "office", index, "state", row.get("states", []), set(atlas.states()), "states")

    def territories(self) -> None:
        source, rows = self.folder.files["offices"], self.folder.rows("offices", "territory")
        for index, row in enumerate(rows):
            self.known(source, "territory", index, "region", [row["region"]], self.slugs("offices", "region"), "region")
            self.known(source, "territory", index, "state", row.get("states", []), set(atlas.states()), "states")
            self.known(
                source, "territory", index, "county", row.get("counties", []), set(atlas.county_list()), "counties"
            )
            if not any(row.get(key) for key in ("states", "counties", "zips")):
                self.fault(source, "a territory names states, counties or zips", "territory", index)
            for code in row.get("zips", []):
                if not re.fullmatch(r"\d{5}", code, flags=re.ASCII):
                    self.fault(source, f"“{code}” is not a ZIP code of five digits", "territory", index, "zips")
        for (_, one), (index, two) in combinations(enumerate(rows), 2):
            for key in ("states", "counties", "zips"):
                both = set(one.get(key, [])) & set(two.get(key, []))
                if both and overlap(_area(one), _area(two)):
                    named = ", ".join(sorted(both))
                    reason = f"{named}: already in the territory of {one['region']} on the same days"
                    self.fault(source, reason, "territory", index, key)

    # texts: what the reader would find missing

    def texts(self) -> None:
        agency = self.folder.files["agency"].table["agency"]
        complete = set(agency.get("complete", [])) | {agency["languages"][0]}
        partial = agency.get("partial", {})
        for language in agency["languages"]:
            if language not in complete and language not in partial:
                reason = f"“{language}” must stand in “complete” or in [agency.partial]"
                self.fault(self.folder.files["agency"], reason, "agency", 0, "languages")
        for key, source, table, index in self.wanted():
            for language in agency["languages"]:
                wanted = language in complete or key.startswith(tuple(partial.get(language, ())))
                if wanted and not self.folder.texts.get(language, {}).get(key, "").strip():
                    where = f"{self.folder.name}/texts/{language}/"
                    reason = f"the text {key} is missing in {where}"
                    self.fault(source, reason, table, index, "" if table in ("", "agency") else "slug")

    def wanted(self) -> Iterable[tuple[str, Source, str, int]]:
        """Every text that the profile's rows need, with the row that needs it."""
        files, agency = self.folder.files, self.folder.files["agency"].table["agency"]
        own = [f"agency.{part}" for part in ("name", "short", "tagline", "promise", "about")]
        own += [
            f"agency.confidential.{part}.{n + 1}"
            for part in ("we_keep", "we_cannot")
            for n in range(agency.get(part, 0))
        ]
        own += [f"setting.{slug}.name" for slug in agency["settings"]]
        own += [f"category.{slug}.name" for slug in agency["categories"]]
        yield from ((key, files["agency"], "agency", 0) for key in own)
        yield f"rule.{NO_RULE}", files["screening"], "", 0
        for file, tables in TABLES.items():
            for table in tables:
                for index, row in enumerate(self.folder.rows(file, table)):
                    if table == "rule":
                        yield f"rule.{row['slug']}", files[file], table, index
                    for part in NAMES.get(table, ()):
                        yield f"{table}.{row['slug']}.{part}", files[file], table, index
        for kind, things in self.folder.things.items():
            one = kind.removesuffix("s")
            for slug, source in things.items():
                yield from ((f"{one}.{slug}.{part}", source, "", 0) for part in NAMES[one])
                yield from (
                    (f"audience.{slug}.with.{n + 1}", source, "with", n)
                    for n in range(len(source.table.get("with", [])))
                )
                for index, sheet in enumerate(source.table.get("sheet", [])):
                    parts = ("title", *range(1, sheet["items"] + 1))
                    yield from ((f"kit.{slug}.{sheet['slug']}.{part}", source, "sheet", index) for part in parts)

    # the table of tests that a lawyer can read

    def lawyers_cases(self) -> None:
        rules, source = rules_of(self.folder), self.folder.files["screening_tests"]
        for index, case in enumerate(self.folder.rows("screening_tests", "case")):
            if reason := case_fails(case, rules):
                self.fault(source, f"“{case['title']}”: {reason}", "case", index)


def case_fails(case: Mapping[str, Any], rules: Rules) -> str | None:
    """Why one of the lawyer's cases does not come out as written; None if it does."""
    facts = {fact: case[fact] for fact in FACTS if fact in case}
    try:
        on = as_date(case["on"])
        if on is None:
            return "it has no day"
        found = screen(
            setting=case["setting"],
            bases=case.get("bases", []),
            on=on,
            rules=rules,
            say=lambda key, language: key,
            **facts,
        )
    except Refused as refused:
        return str(refused)
    reasons = [reason.rule for reason in found.reasons]
    if found.result != case["result"]:
        return f"expected {case['result']}, but {reasons[0]} says {found.result}"
    if case["rules"] and reasons[0] != case["rules"][0]:
        return f"expected {case['rules'][0]} to decide, but it was {reasons[0]}"
    if missing := [rule for rule in case["rules"] if rule not in reasons]:
        return f"{', '.join(missing)} should be among the reasons, which are {', '.join(reasons)}"
    return None


def _listed(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def _area(row: Mapping[str, Any]) -> Area:
    return Area("", since=row.get("since"), until=row.get("until"))


def _wrong(kind: str, key: str, value: object) -> str | None:  # noqa: PLR0911 - one answer for each kind of mistake
    """What is wrong with a value, in words; None if nothing."""
    wanted = KEYS[kind][key]
    if wanted == "words or any":
        if value == "any":
            return None
        wanted = WORDS
    if wanted == WORDS:
        if not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
            return "must be a list of words in quotes"
        if key in ("languages", "complete") and (not value or not all(LANGUAGE.match(v) for v in value)):
            return 'must be a list of languages, such as ["en", "zh-hans"]'
        return None
    if wanted in (TEXT, DAY, TRUTH, COUNT, NUMBER):
        kinds = {TEXT: "words in quotes", DAY: "a date such as 2009-10-28", TRUTH: "true or false"}
        kinds |= {COUNT: "a whole number of 0 or more", NUMBER: "a number"}
        fits = type(value) in {NUMBER: (int, float), DAY: (date,)}.get(wanted, (wanted,))
        if not fits or isinstance(value, datetime) or (wanted is COUNT and value < 0):  # type: ignore[operator]
            return f"must be {kinds[wanted]}"
    elif not isinstance(value, wanted):
        return "must be a list" if wanted is list else "must be a table"
    return _wrong_words(kind, key, value)


def _wrong_words(kind: str, key: str, value: object) -> str | None:
    if not isinstance(value, str):
        return None
    if (kind, key) in ONE_OF and value not in ONE_OF[kind, key]:
        return f"must be one of: {', '.join(ONE_OF[kind, key])}"
    if key == "slug" and not SLUG.match(value):
        return "must be lower-case words joined by hyphens"
    if key == "hours" and not all(HOURS.match(part.strip()) for part in value.split(";")):
        return 'must read like "mon-fri 08:30-17:00"'
    if key == "timezone" and not _is_timezone(value):
        return "is not a time zone"
    return None


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return False
    return True
