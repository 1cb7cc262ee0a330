"""Answers on their way: sealed under a token that only the person's browser holds, gone a day after the last answer."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from comity.intake.models import Draft
from comity.intake.promises import DRAFT_LIVES
from comity.trust import sealing
from comity.trust.lifecycle import Refused

PURPOSE = "intake-draft"
LARGEST = 1_000_000  # bytes of JSON: ten full fields in a four-byte script


class DraftGone(Refused):
    """The answers are no longer there: too much time has passed, or they were sent or thrown away."""


class AlreadyKept(Refused):
    """The same form came twice: a double click, or a page loaded again."""


@dataclass(frozen=True)
class Drafted:
    """What somebody has answered so far."""

    flow: str
    answers: Mapping[str, Any]
    expires_at: datetime


def name_of(token: str) -> str:
    return sealing.keyed_hash(token, PURPOSE)


def seal(token: str, answers: Mapping[str, Any]) -> bytes:
    try:
        plain = json.dumps(dict(answers), ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        raise Refused(_("The text holds a broken character. Please type that place again.")) from None
    if len(plain) > LARGEST:
        raise Refused(_("This is more than we can keep at once. Please send it in several parts."))
    return sealing.seal_under(sealing.token_key(token, PURPOSE), plain, name_of(token).encode())


def start(flow: str, *, now: datetime, answers: Mapping[str, Any] | None = None, lives: timedelta = DRAFT_LIVES) -> str:
    """A new draft; returns the token for the person's cookie. We cannot open the draft without it."""
    token = secrets.token_urlsafe(32)
    Draft.objects.create(id=name_of(token), flow=flow, blob=seal(token, answers or {}), expires_at=now + lives)
    return token


def form_key(token: str) -> str:
    """What a form of this draft carries, so that another site cannot fill it in for somebody."""
    return sealing.keyed_hash(token, "form-key")[:32] if token else ""


def gone() -> DraftGone:
    return DraftGone(
        _("Your answers are no longer here. We keep them for one day only, to protect you. Please start again.")
    )


def read(token: str, *, now: datetime) -> Drafted:
    """What was answered so far, for whoever holds the token."""
    row = Draft.objects.filter(pk=name_of(token), expires_at__gt=now).first() if token else None
    if row is None:
        raise gone()
    key = sealing.token_key(token, PURPOSE)
    answers = json.loads(sealing.open_under(key, bytes(row.blob), row.pk.encode()))
    return Drafted(row.flow, answers, row.expires_at)


def save(token: str, answers: Mapping[str, Any], *, now: datetime) -> None:
    """Keep these answers for another day."""
    kept = Draft.objects.filter(pk=name_of(token), expires_at__gt=now).update(
        blob=seal(token, answers), expires_at=now + DRAFT_LIVES
    )
    if not kept:
        raise gone()


def prolong(token: str, *, now: datetime, lives: timedelta) -> None:
    """Somebody is still here: the time starts anew. At most once a minute, so that reading pages writes little."""
    until = now + lives
    Draft.objects.filter(pk=name_of(token), expires_at__lt=until - timedelta(minutes=1)).update(expires_at=until)


def become(
    token: str, flow: str, *, was: str, answers: Mapping[str, Any], now: datetime, lives: timedelta = DRAFT_LIVES
) -> bool:
    """The draft turns into something else under the same token; False when somebody has just done so.

    Once sent it holds the receipt: whoever presses the button twice, or whose page was lost on its way back, finds the
    same digits under the same cookie.
    """
    rows = Draft.objects.filter(pk=name_of(token), flow=was, expires_at__gt=now)
    return rows.update(flow=flow, blob=seal(token, answers), expires_at=now + lives) > 0


def keep_once(token: str, flow: str, *, answers: Mapping[str, Any], now: datetime, lives: timedelta) -> None:
    """What one form has brought about, under the form's own token. Raises AlreadyKept when it was sent before."""
    try:
        with transaction.atomic():
            row = Draft(id=name_of(token), flow=flow, blob=seal(token, answers), expires_at=now + lives)
            row.save(force_insert=True)
    except IntegrityError:
        raise AlreadyKept(_("This was sent already.")) from None


def discard(token: str) -> None:
    """Throw the answers away."""
    Draft.objects.filter(pk=name_of(token)).delete()


def forget_expired(now: datetime) -> int:
    """What has run out goes; nobody could open it anyway."""
    return Draft.objects.filter(expires_at__lte=now).delete()[0]
