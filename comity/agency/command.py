"""``comity office`` and ``comity screen``: who serves a place, and is a matter ours."""

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.agency import atlas, checking, offices, profile
from comity.agency.layout import Layout
from comity.agency.places import Finding, find
from comity.agency.reading import Folder
from comity.agency.screening import Rules, Screening, screen
from comity.texts import say
from comity.texts.languages import languages
from comity.trust.lifecycle import Refused


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    office = commands.add_parser("office", help="which office serves a place")
    office.add_argument("--zip", help="a ZIP code, for example 32771")
    office.add_argument("--place", help='a city or any place as people write it, for example "Sanford, FL" or 芝加哥')
    office.add_argument("--county", help='a county, for example "Seminole County, FL"')
    office.add_argument("--state", help="a state or territory, by name or abbreviation")
    _common(office)
    office.set_defaults(run=run_office)
    ours = commands.add_parser("screen", help="is a matter ours, and why")
    ours.add_argument("--setting", required=True, help="for example bias-incident")
    ours.add_argument("--basis", action="append", default=[], help="for example religion; may be given several times")
    ours.add_argument("--perceived", action="store_true", help="the characteristic is perceived, perhaps not actual")
    ours.add_argument("--one-family", action="store_true", help="one family alone is concerned")
    ours.add_argument("--legal-claim", action="store_true", help="it is a personal legal claim")
    ours.add_argument("--violence", action="store_true", help="there was violence or a threat of it")
    _common(ours)
    ours.set_defaults(run=run_screen)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", help="the day, as 2026-11-20; today if left out")
    parser.add_argument("--language", default="en", choices=list(languages()), help="the language of the answer")
    parser.add_argument("--json", action="store_true", help="print JSON")


@dataclass(frozen=True)
class _Ground:
    """What the commands answer from: the loaded profile or, before setup, the files that came with the software."""

    layout: Layout
    rules: Rules
    folder: Folder | None

    def say(self, key: str, language: str) -> str:
        if self.folder is None:
            return say.say(key, language)
        texts = self.folder.texts
        return texts.get(language, {}).get(key) or texts.get(say.FALLBACK, {}).get(key, key)


def ground() -> _Ground:
    try:
        return _Ground(offices.layout(), profile.current_rules(), None)
    except (Refused, DatabaseError):  # nothing has been set up in this folder yet
        folder = profile.open_folder(profile.where(profile.chosen()))
        return _Ground(offices.layout_of(folder), checking.rules_of(folder), folder)


def run_office(args: argparse.Namespace) -> int:
    try:
        on, known = _day(args.on), ground()
        found = find(
            zip=args.zip, place=args.place, county=args.county, state=args.state, on=on, language=args.language,
            layout=known.layout,
        )  # fmt: skip
    except Refused as refused:
        return _refuse(refused)
    _answer(json.dumps(found.as_json(), ensure_ascii=False) if args.json else _readable(found, known, args.language))
    return 0


def run_screen(args: argparse.Namespace) -> int:
    try:
        on, known = _day(args.on), ground()
        found = screen(
            setting=args.setting, bases=args.basis, perceived=args.perceived, on=on, one_family=args.one_family,
            legal_claim=args.legal_claim, violence=args.violence, language=args.language, rules=known.rules,
            say=known.say,
        )  # fmt: skip
    except Refused as refused:
        return _refuse(refused)
    _answer(json.dumps(found.as_json(), ensure_ascii=False) if args.json else _reasons(found))
    return 0


def _day(text: str | None) -> date:
    if text is None:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(_("“{text}” is not a day; write it like 2026-11-20.").format(text=text)) from None


def _refuse(refused: Refused) -> int:
    print(refused, file=sys.stderr)  # noqa: T201 - this is the command's answer
    return 2


def _answer(text: str) -> None:
    print(text)  # noqa: T201 - this is the command's answer


def _readable(found: Finding, known: _Ground, language: str) -> str:
    place = atlas.state_name(found.state, language)
    if found.county:
        place = f"{found.county}, {place}"
    lines = [f"Place:        {place}" + (" (approximate)" if found.approximate else "")]
    lines += [f"Region:       {known.say(f'region.{found.region}.name', language)}"]
    lines += [f"Office:       {known.say(f'office.{found.office}.name', language)} ({found.office})"]
    if found.field_office:
        lines += [f"Field office: {known.say(f'office.{found.field_office}.name', language)} ({found.field_office})"]
    if found.border:
        near = ", ".join(known.say(f"region.{slug}.name", language) for slug in found.neighbours)
        lines += [f"Border:       this place is near another region ({near}); please ask."]
    return "\n".join(lines)


def _reasons(found: Screening) -> str:
    words = {"in": "This is ours.", "out": "This is not ours.", "person": "A person needs to decide."}
    lines = [words[found.result]]
    lines += [f"- {reason.text} [{reason.rule}; {reason.law}]" for reason in found.reasons]
    if found.offered:
        lines += [f"Offered: {', '.join(found.offered)}"]
    return "\n".join([*lines, f"Rules of version {found.version}."])
