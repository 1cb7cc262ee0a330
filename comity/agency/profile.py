"""The agency this installation speaks for: loading it from its folder, and reading what was loaded."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from comity.agency import atlas, checking, practice
from comity.agency.models import Basis, Dated, Law, Loaded, Office, Region, RuleSet, Territory
from comity.agency.reading import BrokenProfile, Fault, Folder, read
from comity.agency.screening import Rules, rules_from
from comity.texts import loading, say
from comity.trust.lifecycle import Refused

BUILT_IN = Path(__file__).resolve().parent.parent / "profiles"
Row = dict[str, Any]


@dataclass(frozen=True)
class Profile:
    """An agency as data. Dictionaries are as the profile's files write them, with dates as ISO text."""

    name: str
    digest: str
    content: Row = field(repr=False)

    @property
    def agency(self) -> Row:
        """The agency itself, its contact lines under ``contact``."""
        return {**self.content["agency"], "contact": self.contacts}

    @property
    def languages(self) -> list[str]:
        return list(self.agency["languages"])

    @property
    def settings(self) -> list[str]:
        return list(self.agency["settings"])

    @property
    def categories(self) -> list[str]:
        return list(self.agency["categories"])

    @property
    def bases(self) -> dict[str, Row]:
        return self._by_slug("basis")

    @property
    def laws(self) -> dict[str, Row]:
        return self._by_slug("law")

    @property
    def services(self) -> dict[str, Row]:
        return self._by_slug("service")

    @property
    def programs(self) -> dict[str, Row]:
        return self._ordered("programs")

    @property
    def audiences(self) -> dict[str, Row]:
        return self._ordered("audiences")

    @property
    def kits(self) -> dict[str, Row]:
        return self._ordered("kits")

    @property
    def contacts(self) -> list[Row]:
        return list(self.content["contact"])

    def contact(self, slug: str) -> str | None:
        """A contact line as this installation may show it: the demo's own where it runs as a demonstration."""
        for line in self.contacts:
            if line["slug"] == slug:
                shown = line.get("demo") if settings.DEMO or not line["in_service"] else line["value"]
                return str(shown) if shown else None
        return None

    def data(self, *path: str) -> Any:
        """Any part of the profile by its path: ``data("programs", "spcp", "minutes")``; None if it is not there."""
        found: Any = self.content
        for part in path:
            found = found.get(part) if isinstance(found, dict) else None
        return found

    def _by_slug(self, table: str) -> dict[str, Row]:
        return {row["slug"]: row for row in self.content[table]}

    def _ordered(self, kind: str) -> dict[str, Row]:
        rows = self.content[kind].items()
        return {
            slug: {"slug": slug, **row} for slug, row in sorted(rows, key=lambda r: (r[1].get("order", 1000), r[0]))
        }


@dataclass
class _Known:
    """What this process has read; another process's load shows in the stamp of the texts."""

    profile: Profile | None = None
    rules: Rules | None = None
    stamp: float | None = None


_known = _Known()


def forget() -> None:
    """Read the profile anew at the next question; a load in this process calls it."""
    _known.profile = _known.rules = _known.stamp = None
    from comity.agency import offices  # noqa: PLC0415 - offices reads what is loaded here

    offices.forget()
    say.forget()


def _fresh() -> None:
    if _known.stamp != (seen := say.stamp()):
        if _known.stamp is not None:
            forget()
        _known.stamp = seen


def current() -> Profile:
    """The profile this installation speaks for; refuses when none has been loaded."""
    _fresh()
    if _known.profile is None:
        loaded = Loaded.objects.order_by("-pk").first()
        if loaded is None:
            raise Refused(_("No agency profile is loaded yet. Please run: comity setup --profile us-crs"))
        _known.profile = Profile(loaded.name, loaded.digest, loaded.content)
    return _known.profile


def current_rules() -> Rules:
    """The version of the screening rules in force."""
    _fresh()
    if _known.rules is None:
        row = RuleSet.objects.filter(until_at=None).order_by("-pk").first()
        if row is None:
            raise Refused(_("No agency profile is loaded yet. Please run: comity setup --profile us-crs"))
        _known.rules = rules_from(row.content)
    return _known.rules


def rules_version(version: str) -> Rules | None:
    """The rules of a version, in force or ended: what a matter was decided with."""
    row = RuleSet.objects.filter(version=version).order_by("-pk").first()
    return rules_from(row.content) if row else None


def unpublishable() -> list[str]:
    """The contact lines that must not be published: what they are and why. ``serve`` refuses while there are any."""
    return [f"{c['slug']}: {c['value']} ({c['note']})" for c in current().contacts if not c["in_service"]]


def where(name: str) -> Path:
    """The folder of a profile: the installation's own, else the one that came with the software."""
    for folder in (Path(settings.DATA) / "profiles" / name, BUILT_IN / name):
        if checking.SLUG.match(name) and folder.is_dir():
            return folder
    have = sorted(
        {p.name for root in (Path(settings.DATA) / "profiles", BUILT_IN) for p in root.glob("*/agency.toml/..")}
    )
    raise Refused(
        _("There is no profile called “{name}”.").format(name=name) + (f" ({', '.join(have)})" if have else "")
    )


def open_folder(path: Path) -> Folder:
    """A profile read and checked; every fault is named with file, line and reason."""
    folder = read(path)
    if faults := checking.check(folder):
        raise BrokenProfile(faults)
    return folder


def content_of(folder: Folder) -> Row:
    """All of a profile but its texts, as JSON can keep it."""
    content: Row = {"agency": folder.files["agency"].table["agency"]}
    for file, tables in checking.TABLES.items():
        content |= {table: folder.rows(file, table) for table in tables}
    content |= {kind: {slug: source.table for slug, source in things.items()} for kind, things in folder.things.items()}
    return dict(_plain(content | practice.content(folder)))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def load(name: str, *, now: datetime) -> Profile:
    """Make this installation speak for that agency; again is harmless; a broken profile changes nothing."""
    folder = open_folder(where(name))
    content = content_of(folder)
    texts = {language: dict(said) for language, said in folder.texts.items()}
    for abbr in atlas.states():
        for language, said in texts.items():
            said.setdefault(f"state.{abbr}", atlas.state_name(abbr, language))
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    with transaction.atomic():
        _store_rules(folder, now)
        _store_rows(folder, now.date())
        before = Loaded.objects.order_by("-pk").first()
        if before is None or (before.name, before.digest) != (name, digest):
            Loaded.objects.all().delete()
            Loaded.objects.create(name=name, digest=digest, content=content, loaded_at=now)
        loading.store(texts, now=now)
        transaction.on_commit(say.touch)
        transaction.on_commit(forget)
    forget()
    return Profile(name, digest, content)


def _store_rules(folder: Folder, now: datetime) -> None:
    """A new version adds a row and ends the one before; a version once loaded is never rewritten."""
    content = _plain(checking.rules_content(folder))
    held = RuleSet.objects.filter(profile=folder.name, version=content["version"]).first()
    if held is not None and held.content != content:
        source = folder.files["screening"]
        reason = f"the rules changed, but their version is still {content['version']}; matters were decided with it"
        raise BrokenProfile([Fault(source.name, source.line(key="version"), reason)])
    RuleSet.objects.filter(until_at=None).exclude(profile=folder.name, version=content["version"]).update(until_at=now)
    if held is None:
        RuleSet.objects.create(profile=folder.name, version=content["version"], content=content, since_at=now)
    elif held.until_at is not None:
        held.until_at = None
        held.save()


def _store_rows(folder: Folder, today: date) -> None:
    def rows(file: str, table: str) -> list[Row]:
        return [dict(row) for row in folder.rows(file, table)]

    laws = [
        {"slug": r["slug"], "cite": r["cite"], "since": r["in_force_on"], "until": r.get("until")}
        for r in rows("laws", "law")
    ]
    bases = [
        {"slug": r["slug"], "laws": r.get("laws") or [r["law"]] if "law" in r or "laws" in r else [], **_days(r)}
        for r in rows("bases", "basis")
    ]
    _sync(Law, laws, ("slug", "since"), today)
    _sync(Basis, bases, ("slug", "since"), today)
    _sync(Region, rows("offices", "region"), ("slug", "since"), today)
    _sync(Office, rows("offices", "office"), ("slug", "since"), today)
    _sync(Territory, rows("offices", "territory"), ("region", "states", "counties", "zips", "since"), today)


def _days(row: Mapping[str, Any]) -> Row:
    return {"since": row.get("since"), "until": row.get("until")}


def _sync(
    model: type[Law | Basis | Region | Office | Territory], wanted: list[Row], key: tuple[str, ...], today: date
) -> None:
    """Add what is new, change what is known, and end (never delete) what the profile no longer names."""

    def key_of(row: Mapping[str, Any]) -> str:
        return json.dumps([_plain(row.get(part)) or None for part in key])

    blank = {f.name: f.get_default() for f in model._meta.concrete_fields if not f.primary_key}
    held: dict[str, Dated] = {}
    for known in model.objects.order_by("pk"):
        held[key_of({part: getattr(known, part) for part in key})] = known
    for row in wanted:
        full = {**blank, **row}
        kept: Model | None = held.pop(key_of(full), None)
        if kept is None:
            model.objects.create(**full)
        elif any(getattr(kept, name) != value for name, value in full.items()):
            for name, value in full.items():
                setattr(kept, name, value)
            kept.save()
    for left in held.values():
        if left.until is None or left.until > today:
            left.until = max(today, left.since or today)
            left.save()


def chosen() -> str:
    """The profile an installation that has not been set up yet answers with."""
    return str(settings.PROFILE)
