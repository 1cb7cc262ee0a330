"""Where a request goes: the office that serves the place, its field office, and the neighbour when a border is near."""

from dataclasses import dataclass
from datetime import date

from comity.agency import atlas
from comity.agency.offices import layout, office, offices
from comity.agency.places import Finding, find
from comity.intake.answers import Answers
from comity.people.viewers import desk
from comity.trust.lifecycle import Refused

INTAKE_DESK = "intake"


def headquarters(on: date) -> str:
    """Where what belongs to nobody is read; a small agency has one office for everything."""
    return offices(on)[0].slug


def office_of(region: str, on: date) -> str | None:
    """The office of a region on that day."""
    return layout().on(on).office_of(region)


@dataclass(frozen=True)
class Route:
    """What was worked out about a place, and who therefore sees the matter first."""

    office: str
    timezone: str
    state: str = ""
    county: str = ""
    region: str = ""
    field_office: str = ""
    border: bool = False
    neighbours: tuple[str, ...] = ()
    approximate: bool = False
    known: bool = True
    latitude: float | None = None
    longitude: float | None = None

    def grants(self, on: date, *, specialist: bool) -> list[tuple[str, str, str]]:
        """(to, as, because): the office's intake desk decides, a neighbour may help.

        The field office reads along only when the person agreed that the specialist near them may (``specialist``).
        """
        given = [(desk(self.office, INTAKE_DESK), "intake", "routed" if self.known else "place-unknown")]
        if specialist and self.field_office and self.field_office != self.office:
            given.append((desk(self.field_office, INTAKE_DESK), "intake", "field-office"))
        for region in self.neighbours:
            near = office_of(region, on)
            if near and near != self.office:
                given.append((desk(near, INTAKE_DESK), "assisting", "border"))
        return given


def route(answers: Answers, *, on: date) -> Route:
    """The route for these answers. A place that nobody knows goes to headquarters, where a person asks."""
    finding = finding_for(answers, on=on)
    if finding is None:
        slug = headquarters(on)
        return Route(office=slug, timezone=timezone_of(slug, on), known=False)
    region, slug = finding.region, finding.office
    neighbours = finding.neighbours
    if answers.region in neighbours and (chosen := office_of(answers.region, on)):
        # The page asked, and the person knows better on which side of the line they stand.
        neighbours = (region, *(n for n in neighbours if n != answers.region))
        region, slug = answers.region, chosen
    latitude, longitude = middle(finding, answers.zip)
    return Route(
        office=slug,
        timezone=timezone_of(slug, on),
        state=finding.state,
        county=finding.county or "",
        region=region,
        field_office=(finding.field_office or "") if region == finding.region else "",
        border=finding.border,
        neighbours=neighbours,
        approximate=finding.approximate,
        latitude=latitude,
        longitude=longitude,
    )


def finding_for(answers: Answers, *, on: date) -> Finding | None:
    """The finest of what was given that the places know: ZIP, place, county, state."""
    attempts: list[dict[str, str]] = []
    if answers.zip:
        attempts.append({"zip": answers.zip})
    if answers.place:
        attempts += [{"place": answers.place, "state": answers.state}, {"place": answers.place}]
    if answers.county:
        attempts.append({"county": answers.county, "state": answers.state})
    if answers.state:
        attempts.append({"state": answers.state})
    for attempt in attempts:
        try:
            return find(**{name: value for name, value in attempt.items() if value}, on=on)  # type: ignore[arg-type]
        except Refused:
            continue
    return None


def timezone_of(slug: str, on: date) -> str:
    found = office(slug, on)
    return (found.timezone if found else "") or "UTC"


def middle(finding: Finding, code: str) -> tuple[float | None, float | None]:
    """The middle of the ZIP area or the county, rounded so that it names no house."""
    spot = atlas.zip_point(code[:5]) if code else None
    if spot is not None:
        return round(spot.lat, 1), round(spot.lon, 1)
    if finding.county:
        for county in atlas.counties_named(finding.county):
            if county.state == finding.state:
                return round(county.lat, 1), round(county.lon, 1)
    return None, None
