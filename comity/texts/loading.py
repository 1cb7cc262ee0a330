"""Putting an agency's texts into the database: what changed is changed, what is gone goes."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from comity.texts.languages import languages
from comity.texts.models import Text
from comity.texts.say import FALLBACK, touch


def digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


@transaction.atomic
def store(texts: Mapping[str, Mapping[str, str]], *, now: datetime) -> int:
    """Make the table say exactly this (language to key to text); answers how many rows changed.

    A translation whose English has changed since is kept and marked outdated until it changes too.
    """
    old = {(row.key, row.language): row for row in Text.objects.all()}
    source = {key: digest(body) for key, body in texts.get(FALLBACK, {}).items()}
    known = languages()
    new, changed = [], []
    for language, bodies in texts.items():
        reviewed = language in known and known[language].reviewed
        for key, body in bodies.items():
            row = old.pop((key, language), None)
            of = source.get(key, digest(body))
            state = "reviewed" if reviewed else "unreviewed"
            if row is None:
                new.append(Text(key=key, language=language, body=body, source_hash=of, state=state, changed_at=now))
                continue
            same = row.body == body
            if language != FALLBACK and same and row.source_hash != of:
                of, state = row.source_hash, "outdated"
            if not same or row.source_hash != of or row.state != state:
                row.body, row.source_hash, row.state, row.changed_at = body, of, state, now
                changed.append(row)
    Text.objects.bulk_create(new, batch_size=500)
    Text.objects.bulk_update(changed, ["body", "source_hash", "state", "changed_at"], batch_size=100)
    gone = [row.pk for row in old.values()]
    Text.objects.filter(pk__in=gone).delete()
    if new or changed or gone:
        transaction.on_commit(touch)
        touch()
    return len(new) + len(changed) + len(gone)
