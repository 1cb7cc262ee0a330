"""Is this one of several? What else came from around there, what else is alike, as far as you may see."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt

from django.db.models import Q

from comity.intake.models import Request
from comity.trust.viewer import Viewer

NEARBY_KM = 40.0
NEARBY_DAYS = 60
SIMILAR_DAYS = 365
SHOWN = 20
KM_A_DEGREE = 111.2


@dataclass(frozen=True)
class Neighbour:
    """Another request, named by its reference and what may stand in a list."""

    reference: str
    kind: str
    setting: str
    bases: tuple[str, ...]
    stage: str
    received_at: datetime
    county: str
    km: float | None = None


def distance(one: Request, other: Request) -> float | None:
    """Kilometres between two rounded middles (haversine)."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north, south = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))


def shown(row: Request, km: float | None = None) -> Neighbour:
    return Neighbour(
        reference=row.matter.reference,
        kind=row.kind,
        setting=row.setting,
        bases=tuple(row.bases),
        stage=row.stage,
        received_at=row.received_at,
        county=row.county,
        km=None if km is None else round(km),
    )


def others(request: Request, *, viewer: Viewer, days: int) -> "list[Request]":
    """Requests of the last days in the same state or around the same middle, except this one and withdrawn ones."""
    where = Q(state=request.state) if request.state else Q(pk__in=[])
    if request.latitude is not None and request.longitude is not None:
        tall = NEARBY_KM / KM_A_DEGREE
        wide = tall / max(cos(radians(request.latitude)), 0.1)
        where |= Q(
            latitude__range=(request.latitude - tall, request.latitude + tall),
            longitude__range=(request.longitude - wide, request.longitude + wide),
        )
    span = (request.received_at - timedelta(days=days), request.received_at + timedelta(days=days))
    rows = (
        Request.objects.visible_to(viewer)
        .filter(where, received_at__range=span)
        .exclude(pk=request.pk)
        .exclude(stage=Request.Stage.WITHDRAWN)
        .select_related("matter")
        .order_by("-received_at")
    )
    return list(rows[:500])


def nearby(request: Request, *, viewer: Viewer) -> list[Neighbour]:
    """What else came from the same county, or within 40 km, within 60 days; the nearest first."""
    found = []
    for row in others(request, viewer=viewer, days=NEARBY_DAYS):
        km = distance(request, row)
        same_county = bool(request.county) and (row.state, row.county) == (request.state, request.county)
        if same_county or (km is not None and km <= NEARBY_KM):
            found.append(shown(row, 0.0 if km is None else km))
    return sorted(found, key=lambda one: (one.km or 0.0, -one.received_at.timestamp()))[:SHOWN]


def similar(request: Request, *, viewer: Viewer) -> list[Neighbour]:
    """What else in the same state is of the same setting and shares a reason; the newest first."""
    mine = set(request.bases)
    return [
        shown(row)
        for row in others(request, viewer=viewer, days=SIMILAR_DAYS)
        if row.state == request.state and row.setting == request.setting and (mine & set(row.bases))
    ][:SHOWN]
