"""``comity demo``: a made-up agency with a story, on this machine only, gone when you say so."""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import webbrowser
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

STAMP = "built.txt"
USUAL, SMALL = "us-crs", "generic"  # the agencies for which a story is told
# A demonstration sends no mail, touches no other database and is not reached from outside, whatever the operator's
# environment says.
FORGOTTEN = ("COMITY_DATABASE_URL", "COMITY_SMTP_HOST", "COMITY_KEY_FILE", "COMITY_HOSTS", "COMITY_HTTPS")
WIDTH = 24


def folder(profile_name: str = USUAL) -> Path:
    """Below the operator's data folder if there is one, else among the temporary files."""
    name = "demo" if profile_name == USUAL else f"demo-{profile_name}"
    if given := os.environ.get("COMITY_DATA"):
        return Path(given) / name
    return Path(tempfile.gettempdir()) / f"comity-{name}-{os.getuid()}"


def step_into(place: Path, *, fresh: bool) -> None:
    """Point this process and its children at the demonstration's own folder, clean if asked for or out of date."""
    if place.exists() and place.stat().st_uid != os.getuid():
        raise SystemExit(f"{place} belongs to somebody else; name another folder by COMITY_DATA")
    stamp = place / STAMP
    if fresh or not stamp.exists() or stamp.read_text(encoding="ascii") != fingerprint():
        shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in FORGOTTEN:
        os.environ.pop(name, None)
        os.environ.pop(f"{name}_FILE", None)
    os.environ.update(COMITY_DATA=str(place), COMITY_DEMO="yes")


def fingerprint() -> str:
    """What the demonstration is made from: when it changes, the old one is of no use.

    The day belongs to it: the story ends today, so yesterday's is told anew.
    """
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(datetime.now(UTC).date().isoformat().encode())
    sources = [
        *package.rglob("migrations/*.py"),
        *package.rglob("profiles/**/*.toml"),
        *package.glob("site/demo*/*.py"),
    ]
    for source in sorted([*sources, *package.glob("site/demo*.py")]):
        digest.update(source.read_bytes())
    return digest.hexdigest()


class Progress:
    """Named steps on one line of the terminal; on a pipe, one line for each step."""

    def __init__(self, total: int) -> None:
        self.total, self.done, self.began = total, 0, time.monotonic()
        self.is_live = sys.stdout.isatty()

    def __call__(self, name: str) -> None:
        """A new step begins."""
        filled = WIDTH * self.done // max(self.total, 1)
        line = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {name}"
        self.done = min(self.done + 1, self.total)
        print(f"\r\033[K{line}" if self.is_live else line, end="" if self.is_live else "\n", flush=True)

    def close(self) -> None:
        spent = time.monotonic() - self.began
        end = "\r\033[K" if self.is_live else ""
        print(f"{end}[{'#' * WIDTH}] ready in {spent:.0f} s", flush=True)


def build(place: Path, profile_name: str) -> None:
    """The folder, the database, the agency, the story."""
    from django.db import connection
    from django.utils import timezone

    from comity.agency import profile
    from comity.site import demo, first_run

    now = timezone.now()
    progress = Progress(4 + demo.STEPS)
    progress("making the folder and its keys")
    first_run.make_folder()
    first_run.make_secret()
    first_run.make_key()
    progress("preparing the database")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # nothing is lost that could not be told again
    first_run.prepare_database()
    progress("loading the agency, its offices and its texts")
    profile.load(profile_name, now=now)
    demo.build(now, step=progress, profile=profile_name)
    connection.close()  # the next one waits for the disk again
    progress("collecting stylesheets and pictures")
    first_run.collect_static()
    progress.close()
    (place / STAMP).write_text(fingerprint(), encoding="ascii")


def free_port(wanted: int) -> int:
    """The wanted port, or any free one when somebody else has it."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", wanted))
        except OSError:
            listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def announce(port: int, *, open_browser: bool) -> None:
    """Say where it is once it answers, and open it."""
    url = f"http://127.0.0.1:{port}/"
    for _attempt in range(150):
        try:
            with urllib.request.urlopen(f"{url}health", timeout=2):  # noqa: S310 - our own address
                break
        except OSError:
            time.sleep(0.1)
    print(f"\nThe demonstration is open at {url}")
    print(f"Staff sign in at {url}staff/sign-in/ (a card of sign-ins is on that page).")
    print("Everything in it is invented. Stop it with Ctrl-C; start it clean with: comity demo --fresh", flush=True)
    if open_browser:
        webbrowser.open(url)


def run(place: Path, *, port: int, open_browser: bool, profile_name: str = USUAL) -> int:
    """Serve with a worker beside; both end together."""
    from comity.site.serving import serve

    if not (place / STAMP).exists():
        build(place, profile_name)
    port = free_port(port)
    worker = subprocess.Popen([sys.executable, "-m", "comity.site.command", "worker"], cwd="/")
    threading.Thread(target=announce, args=(port,), kwargs={"open_browser": open_browser}, daemon=True).start()
    signal.signal(signal.SIGTERM, end_as_asked)
    try:
        serve(address="127.0.0.1", port=port, workers=1)
    finally:
        worker.terminate()
        worker.wait(timeout=15)
    return 0


def end_as_asked(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
