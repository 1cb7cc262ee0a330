"""What offices, regions and languages are called on the pages of the office."""

import re
from datetime import date

from comity.agency.offices import offices
from comity.people.roles import ROLES
from comity.texts.say import has, say

HEADQUARTERS = "headquarters"


def office_city(slug: str, language: str) -> str:
    """The office in one word: its city without the state; headquarters by its own name."""
    key = f"office.{slug}.name" if slug == HEADQUARTERS else f"office.{slug}.city"
    if not slug or not has(key):
        return slug
    return re.split("[,،，]", say(key, language))[0].strip()


def office_choices(language: str, on: date) -> list[tuple[str, str]]:
    """Every office in service on a day, by city; headquarters first."""
    rows = list(offices(on))
    rows.sort(key=lambda row: (row.kind != "headquarters", row.kind == "field", office_city(row.slug, language)))
    return [(row.slug, office_city(row.slug, language)) for row in rows]


def role_choices() -> list[tuple[str, str]]:
    return [(role.slug, str(role.name)) for role in ROLES.values()]
