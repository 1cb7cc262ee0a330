"""One door for one: a single matter opens here, is written down as looked at, and brings its key."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet
from django.http import Http404

from comity.trust import audit
from comity.trust.models import Grant, Matter, OfMatter, in_force, matter_of, not_ended
from comity.trust.viewer import Viewer

Row = TypeVar("Row", bound=OfMatter)


def open_matter(viewer: Viewer, reference: str, *, because: str, now: datetime) -> Matter:
    """The matter with its key in hand; the look is in the audit trail. The same 404 for "no such" and "not yours"."""
    matter = Matter.objects.visible_to(viewer).filter(reference=reference).first()
    if matter is None:
        raise Http404
    audit.record("look", matter, viewer=viewer, now=now, facts={"because": because})
    matter.take_key()
    return matter


def open_matters(
    viewer: Viewer, matters: Iterable[Matter | uuid.UUID], *, because: str, now: datetime
) -> dict[uuid.UUID, Matter]:
    """Several matters at once, by id; what the viewer may not see is left out. Each look is in the audit trail."""
    ids = [matter.pk if isinstance(matter, Matter) else matter for matter in matters]
    opened = {matter.pk: matter for matter in Matter.objects.visible_to(viewer).filter(pk__in=ids)}
    audit.record_looks(list(opened.values()), viewer=viewer, now=now, because=because)
    for matter in opened.values():
        matter.take_key()
    return opened


def under(matter: Matter, rows: QuerySet[Row]) -> list[Row]:
    """These rows of an opened matter, readable."""
    found = list(rows)
    for row in found:
        if matter_of(row) != matter.pk:
            raise ValueError("a row of another matter")
        row.matter = matter
    return found


def grant(  # one row, all of it said
    matter: Matter, *, to: str, as_: str, because: str, viewer: Viewer, now: datetime, until: datetime | None = None
) -> Grant:
    """Give somebody a part in a matter. Giving the same part again changes nothing."""
    held = Grant._base_manager.filter(not_ended(now), matter=matter, to=to, part=as_).first()
    if held is not None and held.until == until:
        return held
    given = Grant.objects.create(
        matter=matter, to=to, part=as_, because=because, given_by=viewer.principal, given_at=now, until=until
    )
    audit.record("grant", matter, viewer=viewer, now=now, facts={"to": to, "as": as_, "because": because})
    return given


def end_grant(matter: Matter, *, to: str, as_: str | None = None, viewer: Viewer, now: datetime) -> int:
    """End what somebody holds in a matter; how many grants ended."""
    held = Grant._base_manager.filter(not_ended(now), matter=matter, to=to)
    if as_ is not None:
        held = held.filter(part=as_)
    ended = 0
    for row in held:
        row.until = max(now, row.given_at)
        row.save()
        ended += 1
        audit.record("grant-ended", matter, viewer=viewer, now=now, facts={"to": to, "as": row.part})
    return ended


def standing(viewer: Viewer, matter: Matter | uuid.UUID, now: datetime | None = None) -> frozenset[str]:
    """The parts this viewer holds in the matter now: lead, assisting, intake, director, person, companion."""
    if viewer.system:
        return frozenset({"system"})
    key = matter.pk if isinstance(matter, Matter) else matter
    return frozenset(in_force(viewer, now).filter(matter_id=key).values_list("part", flat=True))


def who_has(viewer: Viewer, matter: Matter, now: datetime | None = None) -> list[Grant]:
    """Everybody who may see this matter now, and why: the answer to "why can I see this?"."""
    rows = Grant.objects.visible_to(viewer).filter(not_ended(now), matter=matter)
    return list(rows.order_by("given_at", "pk"))
