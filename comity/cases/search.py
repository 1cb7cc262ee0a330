"""Searching sealed words: one sealed, normalised text for each matter, opened and scanned for whoever may see it.

No readable index exists anywhere, and what is findable dies with the matter's key. Chinese needs no word breaking: a
word is found wherever its characters stand. Words that an author sealed to themselves are found by that author only.
"""

import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import CharField
from django.db.models.functions import Cast

from comity.cases.models import (
    Assessment,
    Case,
    Correction,
    Document,
    Engagement,
    Entry,
    FollowUp,
    Interview,
    Issue,
    Outcome,
    Party,
    Plan,
    SearchText,
)
from comity.cases.models.case import OfCase
from comity.cases.models.searching import FOR_THE_TEAM
from comity.cases.words import TEAM
from comity.trust import doors, sealing
from comity.trust.guard import GuardedQuerySet
from comity.trust.viewer import System, Viewer

FIELDS: dict[type[OfCase], tuple[str, ...]] = {
    Party: ("name", "organisation", "mandate"),
    Interview: ("who", "notes"),
    Issue: ("text",),
    Assessment: ("summary",),
    Plan: ("goals",),
    Engagement: ("title", "topic", "outputs", "next_step"),
    Outcome: ("text",),
    Document: ("title", "body"),
    Correction: ("text", "reason"),
    FollowUp: ("note",),
}


def normalised(text: str) -> str:
    """One spelling for what people type differently: width, case and spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def lines(texts: Iterable[str]) -> str:
    return "\n".join(line for line in map(normalised, texts) if line)


def reader_of(entry: Entry) -> str:
    return FOR_THE_TEAM if entry.sealed_to == TEAM else f"account:{entry.by_id}"


def add(case: Case, *texts: str, reader: str = FOR_THE_TEAM) -> None:
    """Make new words of an opened case findable, without reading the rest of it again."""
    new = lines(texts)
    if not new:
        return
    row = SearchText.objects.visible_to(System("search")).filter(matter=case.matter, reader=reader).first()
    if row is None:
        SearchText.objects.create(matter=case.matter, reader=reader, text=new)
        return
    row.matter = case.matter
    row.text = f"{row.text}\n{new}"
    row.save()


def texts_of(case: Case) -> dict[str, list[str]]:
    """Everything findable in an opened case, by who may find it."""
    search = System("search")
    found: dict[str, list[str]] = {FOR_THE_TEAM: [case.matter.reference, case.title]}
    for model, names in FIELDS.items():
        rows = model.objects.visible_to(search).filter(case=case).order_by("pk")
        for row in doors.under(case.matter, rows):
            found[FOR_THE_TEAM] += [getattr(row, name) for name in names]
    for entry in doors.under(case.matter, Entry.objects.visible_to(search).filter(case=case).order_by("pk")):
        found.setdefault(reader_of(entry), []).extend([entry.with_whom, entry.text])
    return found


def rebuild(case: Case) -> None:
    """Write the findable text of an opened case anew, after something in it was changed."""
    found = texts_of(case)
    held = SearchText.objects.visible_to(System("search")).filter(matter=case.matter)
    rows = {row.reader: row for row in doors.under(case.matter, held)}
    for reader, texts in found.items():
        row = rows.pop(reader, None) or SearchText(matter=case.matter, reader=reader)
        row.text = lines(texts)
        row.save()
    for row in rows.values():
        row.delete()


def scan(viewer: Viewer, words: Sequence[str], candidates: GuardedQuerySet[Case], limit: int = 1000) -> list[uuid.UUID]:
    """The ids of those candidate cases that hold every word, in the candidates' order, at most ``limit``.

    Keys are unwrapped for this one scan and kept nowhere.
    """
    wanted = [word for word in map(normalised, words) if word]
    order = list(candidates.annotate(mine=as_text("pk"), of=as_text("matter_id")).values_list("mine", "of"))
    hits = matters_holding(viewer, wanted, candidates)
    return [uuid.UUID(pk) for pk, matter in order if matter in hits][:limit]


def matters_holding(viewer: Viewer, wanted: Sequence[str], candidates: GuardedQuerySet[Case]) -> set[str]:
    """The ids, as the database writes them, of the matters whose texts hold every wanted word."""
    rows: Any = (
        SearchText.objects.visible_to(viewer)
        .filter(matter_id__in=candidates.order_by().values("matter_id"))
        .annotate(mine=as_text("pk"), of=as_text("matter_id"))
        .values_list("of", "mine", "matter__wrapped_key", "text")
    )
    master = sealing.master()
    start, body = len(sealing.VERSION), len(sealing.VERSION) + sealing.NONCE_BYTES
    missing: dict[str, list[str]] = {}
    for matter, pk, wrapped, blob in rows.iterator(chunk_size=5000):
        if not blob:
            continue
        key = master.unwrap(bytes(wrapped), bytes.fromhex(matter.replace("-", "")))
        text = AESGCM(key).decrypt(blob[start:body], blob[body:], place(pk)).decode()
        # A matter may have a second text that only this reader has: together they must hold every word.
        missing[matter] = [word for word in missing.get(matter, wanted) if word not in text]
    return {matter for matter, left in missing.items() if not left}


def as_text(name: str) -> Cast:
    """An identifier as plain text: building 20,000 UUID objects takes longer than opening 5,000 texts."""
    return Cast(name, CharField())


def place(pk: str) -> bytes:
    """Where a search text is sealed to: its table, its row (SQLite writes a UUID without dashes), its column."""
    if len(pk) == 32:
        pk = f"{pk[:8]}-{pk[8:12]}-{pk[12:16]}-{pk[16:20]}-{pk[20:]}"
    return f"cases_searchtext:{pk}:text".encode()
