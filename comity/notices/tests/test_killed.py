"""A worker is killed with -9 while a letter is on its way: another takes it up, and the letter arrives."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django_tasks_db.models import DBTaskResult

from comity.notices import actions, worker
from comity.notices.models import Notice, WorkerLease
from comity.notices.tasks import POST
from comity.notices.tests.conftest import JORGE, LENA, NOON

pytestmark = [pytest.mark.both, pytest.mark.django_db(transaction=True)]

WORKER = """
import sys
from django.conf import settings
import comity.site.settings_test as s
s.DATABASES["default"]["NAME"] = sys.argv[1]
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.site.settings_test"
import django
django.setup()
settings.KEY_FILE = sys.argv[2]
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", int(sys.argv[3]), False
settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
from datetime import timedelta
from comity.notices import worker
sys.exit(worker.run(lease=timedelta(seconds=2), interval=0.1, hooks=()))
"""


def start_worker(port):
    env = {k: v for k, v in os.environ.items() if not k.startswith("COMITY_") or k == "COMITY_DATABASE_URL"}
    arguments = [str(connection.settings_dict["NAME"]), str(django_settings.KEY_FILE), str(port)]
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", WORKER, *arguments], env=env, cwd=Path(__file__).parents[3], start_new_session=True
    )


def until(true, seconds=15.0):
    """Ask again and again; a test that waits longer has failed."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_a_letter_in_mid_flight_arrives_though_its_worker_was_killed(matter, letterbox, settings):
    killed, hand_over = threading.Event(), letterbox.handle_DATA
    box_port = settings.EMAIL_PORT
    first = None

    async def kill_the_postman(server, session, envelope):
        answer = await hand_over(server, session, envelope)
        if not killed.is_set():
            os.killpg(first.pid, signal.SIGKILL)  # the letter is in the box, the note "sent" is not yet written
            killed.set()
        return answer

    letterbox.handle_DATA = kill_the_postman
    notice = actions.tell(matter, "message-waiting", to=JORGE, language="en", viewer=LENA, now=NOON)
    first = start_worker(box_port)
    try:
        assert killed.wait(20)
        first.wait(5)
        assert DBTaskResult.objects.get().status == "RUNNING"
        assert Notice.objects.visible_to(POST).get().state == "sending"
        second = start_worker(box_port)
        try:
            until(lambda: Notice.objects.visible_to(POST).get().state == "sent")
        finally:
            second.terminate()
            assert second.wait(10) == 0
    finally:
        if first.poll() is None:
            os.killpg(first.pid, signal.SIGKILL)
    after = Notice.objects.visible_to(POST).get()
    assert (after.attempts, after.maybe_twice) == (2, True)
    assert {mail["Message-ID"] for mail in letterbox.arrived} == {notice.message_id}
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
    assert WorkerLease.objects.count() == 1  # the dead one's; the other said goodbye


def test_a_job_left_running_for_ever_goes_back_into_the_queue(matter):
    actions.tell(matter, "message-waiting", to=JORGE, language="en", viewer=LENA, now=NOON)
    job = DBTaskResult.objects.get()
    job.claim("killed")
    assert worker.recover(now=job.started_at + timedelta(seconds=1)) == 1
    assert DBTaskResult.objects.get().status == "READY"
