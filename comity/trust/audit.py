"""The audit trail: every look at a sealed record and every act, chained so that a change shows.

A row is one insert, written before the page leaves. The worker links rows within seconds, in the order in which it
finds them: each link's digest covers the row and the digest before it (SHA-256 over canonical JSON).
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from comity.trust import sealing
from comity.trust.models import AuditHead, AuditRow, matter_of, row_name
from comity.trust.viewer import Viewer

PLAIN = (str, int, float, bool, type(None))


def record(
    act: str, subject: models.Model | None, *, viewer: Viewer, now: datetime, facts: Mapping[str, Any] | None = None
) -> AuditRow:
    """Write down one look or one act. Facts are slugs, numbers and ids."""
    return AuditRow.objects.create(
        at=now,
        who=viewer.principal,
        act=act,
        matter_id=matter_of(subject) if subject is not None else None,
        subject=row_name(subject) if subject is not None else "",
        facts=dict(facts or {}),
    )


def record_looks(matters: list[Any], *, viewer: Viewer, now: datetime, because: str) -> None:
    """Write down a look at each of several matters at once: the rows of an intake queue."""
    AuditRow.objects.bulk_create(
        AuditRow(
            at=now,
            who=viewer.principal,
            act="look",
            matter_id=matter.pk,
            subject=row_name(matter),
            facts={"because": because},
        )
        for matter in matters
    )


def digest(row: AuditRow, previous: str) -> str:
    content = [
        row.pk,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.who,
        row.act,
        str(row.matter_id or ""),
        row.subject,
        row.facts,
        row.link,
        previous,
    ]
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seal_of(link: int, head: str) -> str:
    key = sealing.master().derive("audit-head")
    return hmac.new(key, f"{link}:{head}".encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def link(limit: int = 5000) -> int:
    """Chain the rows that are not linked yet, oldest first; how many."""
    AuditHead.objects.bulk_create([AuditHead()], ignore_conflicts=True)
    head = AuditHead.objects.select_for_update().get(pk="head")
    rows = list(AuditRow._base_manager.filter(link__isnull=True).order_by("pk")[:limit])
    for row in rows:
        head.link += 1
        row.link, row.previous = head.link, head.digest
        row.digest = head.digest = digest(row, row.previous)
    AuditRow._base_manager.bulk_update(rows, ["link", "previous", "digest"], batch_size=200)
    if rows:
        head.seal = seal_of(head.link, head.digest)
        head.save()
    return len(rows)


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found. ``broken`` names the first link that does not hold, with the reason."""

    linked: int
    unlinked: int
    broken: str = ""

    @property
    def holds(self) -> bool:
        return not self.broken


def verify() -> Verdict:
    """Walk the whole chain: any changed, removed or reordered row breaks it, and the verdict says where."""
    unlinked = AuditRow._base_manager.filter(link__isnull=True).count()
    expected, previous = 0, ""
    for row in AuditRow._base_manager.filter(link__isnull=False).order_by("link").iterator(2000):
        expected += 1
        if row.link != expected:
            return Verdict(
                expected - 1, unlinked, f"link {expected} is missing; the next row present is link {row.link}"
            )
        if row.previous != previous:
            return Verdict(expected - 1, unlinked, f"link {expected} (row {row.pk}) does not follow the link before it")
        if row.digest != digest(row, previous):
            return Verdict(expected - 1, unlinked, f"link {expected} (row {row.pk}) was changed after it was written")
        previous = row.digest
    head = AuditHead.objects.filter(pk="head").first() or AuditHead()
    if (head.link, head.digest) != (expected, previous):
        return Verdict(expected, unlinked, f"the chain ends at link {expected}, but link {head.link} was written")
    if head.link and not hmac.compare_digest(head.seal, seal_of(head.link, head.digest)):
        return Verdict(expected, unlinked, "the seal on the newest link was not made with this key")
    return Verdict(expected, unlinked)


def facts_are_plain(facts: Mapping[str, Any]) -> bool:
    """Only slugs, numbers and short lists of them: nothing that was told to us."""
    return all(
        isinstance(value, PLAIN) or (isinstance(value, list | tuple) and all(isinstance(v, PLAIN) for v in value))
        for value in facts.values()
    )
