"""``comity worker``: does what waits, takes up again what a killed worker left, links the audit chain, runs the clock.

``django-tasks-db`` leaves the job of a killed worker RUNNING for ever. Here every worker holds a lease that a thread
of its own renews; when a lease has run out, the jobs last claimed under it go back into the queue.
"""

import logging
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from comity.notices.models import WorkerLease
from comity.trust import audit

log = logging.getLogger(__name__)

BEAT_EVERY = 5.0
LEASE = timedelta(seconds=45)  # longer than SQLite may make a writer wait (20 s) and than one mail server step (20 s)
CLOCK_EVERY = timedelta(minutes=1)
MAX_CLAIMS = 6
HEALTHY_WITHIN = timedelta(minutes=2)
FORGET_LEASES_AFTER = timedelta(days=1)

Hook = Callable[[datetime], object]


def every_minute() -> Sequence[Hook]:
    """What the clock sets off, as ``comity/reactions.py`` lists it."""
    path = getattr(settings, "COMITY_EVERY_MINUTE", "comity.reactions.EVERY_MINUTE")
    return import_string(path)  # type: ignore[no-any-return]


def beat(worker: str, *, now: datetime) -> None:
    """The worker says that it lives."""
    changed = WorkerLease.objects.filter(pk=worker).update(beat_at=now)
    if not changed:
        WorkerLease.objects.create(worker=worker, started_at=now, beat_at=now)


def recover(*, now: datetime, lease: timedelta = LEASE) -> int:
    """Jobs whose worker has fallen silent go back into the queue; how many."""
    running = list(DBTaskResult.objects.running())  # before the leases: a worker that starts now has one by then
    alive = set(WorkerLease.objects.filter(beat_at__gt=now - lease).values_list("worker", flat=True))
    taken_up = 0
    for job in running:
        if not job.worker_ids or job.worker_ids[-1] in alive:
            continue
        status = "READY" if len(job.worker_ids) < MAX_CLAIMS else "FAILED"
        with transaction.atomic():
            taken_up += (
                DBTaskResult.objects.running()
                .filter(pk=job.pk, started_at=job.started_at)
                .update(status=status, finished_at=now if status == "FAILED" else None)
            )
    WorkerLease.objects.filter(beat_at__lt=now - FORGET_LEASES_AFTER).delete()
    return taken_up


def claim_next(worker: str) -> "DBTaskResult[Any, Any] | None":
    """The next job that is ready, taken so that no other worker runs it."""
    ready = DBTaskResult.objects.ready()
    if not ready.exists():  # a look costs no write lock, a claim does
        return None
    with exclusive_transaction():
        job: DBTaskResult[Any, Any] | None = ready.get_locked()
        if job is not None:
            job.claim(worker)
    return job


def work_through(worker: str, stopped: threading.Event) -> None:
    """Run every job that is ready now, one after the other."""
    hands = QueueWorker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker,
        excluded_queue_names=[],
    )
    while not stopped.is_set() and (job := claim_next(worker)) is not None:
        hands.run_task(job)


def run_clock(hooks: Sequence[Hook], *, now: datetime) -> None:
    """Escalations, reminders, what has run out. One that fails does not stop the others, and is tried again."""
    for hook in hooks:
        try:
            hook(now)
        except Exception:  # the clock must go on
            log.exception("the clock's %s failed", getattr(hook, "__name__", "hook"))


@dataclass
class Work:
    """One worker process from its start to its last job."""

    name: str
    lease: timedelta
    hooks: Sequence[Hook]
    stopped: threading.Event
    clock_at: datetime | None = None

    def once(self, now: datetime) -> None:
        """One round: take up what was left, do what waits, link the audit chain, look at the clock."""
        recover(now=now, lease=self.lease)
        work_through(self.name, self.stopped)
        audit.link()
        if self.clock_at is None or now - self.clock_at >= CLOCK_EVERY:
            self.clock_at = now
            run_clock(self.hooks, now=now)
            WorkerLease.objects.filter(pk=self.name).update(clock_at=now)
            work_through(self.name, self.stopped)
            audit.link()

    def keep_beating(self) -> None:
        """The thread that renews the lease, with a database connection of its own."""
        every = min(BEAT_EVERY, self.lease.total_seconds() / 4)
        while not self.stopped.wait(every):
            try:
                close_old_connections()
                beat(self.name, now=timezone.now())
            except Exception:  # a missed beat is not the end; a missed lease is, and then others take over
                log.exception("the worker could not renew its lease")
        connection.close()


def run(
    once: bool = False, *, lease: timedelta = LEASE, interval: float = 1.0, hooks: Sequence[Hook] | None = None
) -> int:
    """Work until told to stop (SIGTERM, Ctrl+C: the job in hand is finished first), or one round only."""
    name = f"{socket.gethostname()[:20]}:{os.getpid()}:{secrets.token_hex(6)}"
    work = Work(name, lease, every_minute() if hooks is None else hooks, threading.Event())
    beat(name, now=timezone.now())
    try:
        if once:
            work.once(timezone.now())
            return 0
        heart = threading.Thread(target=work.keep_beating, name="heartbeat", daemon=True)
        heart.start()
        if threading.current_thread() is threading.main_thread():
            stop_when_told(work.stopped)
        while not work.stopped.is_set():
            started = time.monotonic()
            try:
                close_old_connections()
                work.once(timezone.now())
            except Exception:
                log.exception("a round of the worker failed; it goes on")
            work.stopped.wait(max(0.0, interval - (time.monotonic() - started)))
        heart.join(timeout=BEAT_EVERY * 2)
    finally:
        WorkerLease.objects.filter(pk=name).delete()
    return 0


def stop_when_told(stopped: threading.Event) -> None:
    """SIGTERM and Ctrl+C end the loop after the job in hand."""

    def stop(_signum: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)


@dataclass(frozen=True)
class Health:
    """What /health says about the worker: numbers only."""

    alive: bool
    last_beat_at: datetime | None
    last_clock_at: datetime | None
    waiting: int
    oldest_waiting_at: datetime | None


def health(now: datetime) -> Health:
    """Does a worker live, and does anything wait too long?"""
    newest = WorkerLease.objects.order_by("-beat_at").first()
    clock = WorkerLease.objects.exclude(clock_at=None).order_by("-clock_at").values_list("clock_at", flat=True).first()
    ready = DBTaskResult.objects.ready()
    return Health(
        alive=newest is not None and now - newest.beat_at < HEALTHY_WITHIN,
        last_beat_at=newest.beat_at if newest else None,
        last_clock_at=clock,
        waiting=ready.count(),
        oldest_waiting_at=ready.order_by("enqueued_at").values_list("enqueued_at", flat=True).first(),
    )
