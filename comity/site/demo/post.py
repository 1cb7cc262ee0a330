"""The mail of the past: what the worker would have carried by now, without a mail server and under the same rules."""

from datetime import datetime, timedelta

from comity.notices import tasks
from comity.notices.models import Notice
from comity.site.demo.stage import Stage
from comity.trust.viewer import System

POST = System("notices")
FRESH = timedelta(hours=8)


def carry(stage: Stage) -> int:
    """Every notice older than this morning has left; one of them may have been sent, and nobody knows. How many."""
    waiting = Notice.objects.visible_to(POST).filter(state=Notice.State.QUEUED, queued_at__lt=stage.now - FRESH)
    carried = 0
    lost = waiting.filter(to_role="person", kind="request-read").order_by("-queued_at").values_list("pk", flat=True).first()
    for key, queued_at, not_before in waiting.order_by("queued_at").values_list("pk", "queued_at", "not_before"):
        at = max(queued_at, not_before or queued_at) + timedelta(minutes=1)
        if at < stage.now:
            hand_over(key, at, "unknown" if key == lost else "sent")
            carried += 1
    return carried


def hand_over(key: object, at: datetime, verdict: str) -> None:
    """Once as a rule. Where the line broke each time, as often as the worker tries."""
    for attempt in range(tasks.MAX_ATTEMPTS if verdict == "unknown" else 1):
        parcel = tasks.claim(key, now=at + attempt * timedelta(hours=1))  # type: ignore[arg-type]
        if parcel is not None:
            tasks.conclude(parcel.notice_id, verdict, now=at + attempt * timedelta(hours=1))
