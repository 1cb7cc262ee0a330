"""The mail of the past: what the worker and the colleagues would have carried by now, under the same rules."""

import uuid
from datetime import datetime, timedelta

from comity.notices import actions, tasks
from comity.notices.models import Notice
from comity.people.viewers import viewer_for
from comity.site.demo.stage import Stage
from comity.trust import doors
from comity.trust.models import Account
from comity.trust.viewer import System

POST = System("notices")
FRESH = timedelta(hours=8)
BY_HAND_WITHIN = timedelta(days=3)


def carry(stage: Stage) -> int:
    """Every notice older than this morning has left; of one nobody knows whether it arrived. How many."""
    waiting = Notice.objects.visible_to(POST).filter(state=Notice.State.QUEUED, queued_at__lt=stage.now - FRESH)
    to_people = waiting.filter(to_role="person", kind="request-read").order_by("-queued_at")
    lost = to_people.values_list("pk", flat=True).first()
    carried = 0
    for key, queued_at, not_before in waiting.order_by("queued_at").values_list("pk", "queued_at", "not_before"):
        at = max(queued_at, not_before or queued_at) + timedelta(minutes=1)
        if at < stage.now:
            hand_over(key, at, "unknown" if key == lost else "sent")
            carried += 1
    return carried


def hand_over(key: uuid.UUID, at: datetime, verdict: str) -> None:
    """Once as a rule. Where the line broke each time, as often as the worker tries."""
    for attempt in range(tasks.MAX_ATTEMPTS if verdict == "unknown" else 1):
        parcel = tasks.claim(key, now=at + attempt * timedelta(hours=1))
        if parcel is not None:
            tasks.conclude(parcel.notice_id, verdict, now=at + attempt * timedelta(hours=1))


def ring(stage: Stage) -> int:
    """Calls and letters that a person makes: all but those of the last days are done. How many."""
    held = Notice.objects.visible_to(POST).filter(
        state=Notice.State.HELD, to_role="person", queued_at__lt=stage.now - BY_HAND_WITHIN
    )
    done = 0
    for notice in held.select_related("matter").order_by("queued_at"):
        for part in doors.who_has(POST, notice.matter):
            if part.part in ("lead", "intake") and (colleague := somebody(stage, part.to)) is not None:
                viewer = viewer_for(colleague, stage.now)
                actions.mark_done(notice, viewer=viewer, now=notice.queued_at + timedelta(hours=20))
                done += 1
                break
    return done


def somebody(stage: Stage, principal: str) -> Account | None:
    """The colleague, or one at the desk, that a grant is made out to."""
    for key, account in stage.people.items():
        if principal in stage.viewer(key).principals:
            return account
    return None
