"""What follows from what: an action says what happened; the table in ``comity/reactions.py`` says what follows."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string

from comity.trust import audit
from comity.trust.viewer import Viewer


@cache
def table(path: str) -> Mapping[str, tuple[Any, ...]]:
    return import_string(path)  # type: ignore[no-any-return]


def plain(value: Any) -> Any:
    return str(value) if isinstance(value, uuid.UUID | date | datetime) else value


@transaction.atomic
def happened(what: str, subject: models.Model, *, viewer: Viewer, now: datetime, **facts: Any) -> None:
    """Write the act into the audit trail and run what follows from it, all in one transaction.

    Facts are slugs, numbers and ids; a sentence among them is a leak and raises ValueError.
    """
    written = {name: plain(value) for name, value in facts.items()}
    if not audit.facts_are_plain(written):
        raise ValueError(f"{what}: the audit trail takes slugs, numbers and ids only")
    audit.record(what, subject, viewer=viewer, now=now, facts=written)
    for reaction in table(settings.COMITY_REACTIONS).get(what, ()):
        reaction(subject, viewer=viewer, now=now, **facts)
