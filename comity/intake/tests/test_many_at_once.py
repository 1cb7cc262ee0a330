"""Two hundred people send at once from four processes, one of which is killed: whoever saw a receipt can use it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from comity.agency import profile
from comity.intake import front
from comity.intake.models import Receipt, Request
from comity.intake.tests.conftest import NOON
from comity.trust.models import Matter
from comity.trust.viewer import System

pytestmark = [pytest.mark.both, pytest.mark.django_db(transaction=True)]
PROCESSES, EACH, KILL_AFTER = 4, 50, 10

SENDER = """
import sys
import comity.site.settings_test as s
s.DATABASES["default"]["NAME"] = sys.argv[1]
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.site.settings_test"
import django
django.setup()
from django.conf import settings
settings.KEY_FILE = sys.argv[2]
from comity.intake.front import file_request, Contact
from comity.intake.tests.conftest import NOON, amina_says
print("ready", flush=True)
sys.stdin.readline()
for at in range(int(sys.argv[3])):
    print(file_request(amina_says(narrative="\\u5b57" * 500), flow="report", language="ar", now=NOON), flush=True)
"""


def sender():
    env = {k: v for k, v in os.environ.items() if not k.startswith("COMITY_") or k == "COMITY_DATABASE_URL"}
    arguments = [str(connection.settings_dict["NAME"]), str(settings.KEY_FILE), str(EACH)]
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", SENDER, *arguments],
        env=env,
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_every_receipt_that_was_shown_opens_its_matter():
    profile.load("us-crs", now=NOON)
    senders = [sender() for _ in range(PROCESSES)]
    try:
        for one in senders:
            assert one.stdout.readline().strip() == "ready"
        for one in senders:
            one.stdin.write("\n")
            one.stdin.flush()
        doomed = senders[0]
        shown = [doomed.stdout.readline().strip() for _ in range(KILL_AFTER)]
        os.killpg(doomed.pid, signal.SIGKILL)  # somewhere in the middle of the next one
        shown += [line.strip() for line in doomed.stdout.read().splitlines() if len(line.strip()) == 16]
        for one in senders[1:]:
            shown += one.communicate(timeout=60)[0].split()
            assert one.returncode == 0
    finally:
        for one in senders:
            if one.poll() is None:
                one.kill()
    assert len(shown) >= (PROCESSES - 1) * EACH + KILL_AFTER
    opened = {front.open_by_receipt(digits, address="a", now=NOON).reference for digits in shown}
    assert len(opened) == len(shown) == len(set(shown))
    everything = System("audit")
    matters = Matter.objects.visible_to(everything).count()
    # Nothing is half there: what the killed process had not committed left no trace.
    assert Request.objects.visible_to(everything).count() == Receipt.objects.visible_to(everything).count() == matters
    assert len(shown) <= matters <= len(shown) + 1
