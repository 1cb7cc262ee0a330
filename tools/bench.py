"""make bench: the speed bars, measured against their limits in one run and printed as ratios (1.00 = the limit).

    python tools/bench.py [--matters 50000] [--entries 10] [--seconds 40] [--fresh]

Fills a scratch SQLite database once (kept in build/bench), serves it as `comity serve` does, and lets 16 clients read
with one second of thought between pages. Beside each p95 stand the processor time a request costs the server and what
the load generator itself took from the same two cores. Figures, not verdicts: nothing here fails on a clock.
"""

import argparse
import gzip
import hashlib
import http.client
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
PORT = 8791
CLIENTS = 16
THINK = 1.0
PUBLIC_LIMIT = 0.150
STAFF_LIMIT = 0.300
HOME_LIMIT = 60 * 1024
PUBLIC = (
    "/", "/zh-hans/", "/ar/", "/services/", "/programs/", "/programs/spcp/", "/with/lgbtq/", "/offices/",
    "/offices/?q=32771", "/offices/?q=Springfield", "/offices/atlanta/", "/about/", "/confidentiality/", "/privacy/",
    "/accessibility/", "/safety/", "/start/", "/ask/", "/report/", "/follow/",
)  # fmt: skip
STAFF = (
    "/staff/", "/staff/intake/", "/staff/cases/", "/staff/cases/?q=open+quiet%3A7",
    "/staff/cases/?q=open+lang%3Azh-hans&sort=tension", "/staff/cases/?q=%E5%AD%A6%E6%A0%A1%E6%B6%82%E9%B8%A6",
    "/staff/cases/?q=graffiti", "/staff/people/",
)  # fmt: skip
DIRECTORS = (*STAFF, "/staff/offices/")
CLOCK = os.sysconf("SC_CLK_TCK")


@dataclass
class Reader:
    """One client: what it reads, under which cookie, and how long each page took."""

    pages: tuple[str, ...]
    cookie: str
    seed: int
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)

    def read(self, until: float) -> None:
        chance = random.Random(self.seed)  # noqa: S311 - a repeatable order of pages, no secret
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        headers = {"Accept-Encoding": "gzip", **({"Cookie": self.cookie} if self.cookie else {})}
        time.sleep(chance.random() * THINK)
        while time.monotonic() < until:
            page = chance.choice(self.pages)
            began = time.perf_counter()
            connection.request("GET", page, headers=headers)
            answer = connection.getresponse()
            answer.read()
            self.taken[page].append(time.perf_counter() - began)
            if answer.status != 200:
                self.wrong.append(f"{page} answered {answer.status}")
            time.sleep(THINK)
        connection.close()


def processor_seconds(pid: int) -> float:
    """User and system time of a process and its children, from the kernel's accounts."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid or int(stat.parent.name) == pid:
            total += (int(fields[11]) + int(fields[12])) / CLOCK
    return total


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18] if len(times) > 1 else times[0]


@dataclass(frozen=True)
class Bar:
    """What is read, by whom, and how long a page may take."""

    name: str
    desks: list[tuple[str, tuple[str, ...]]]  # each a cookie and the pages read under it
    limit: float  # seconds, for the p95 of every page


def load(bar: Bar, *, seconds: float, server: int) -> None:
    """Sixteen readers for a while; then each page's figures and the worst of them."""
    for cookie, pages in dict(bar.desks).items():  # each page first, so that nobody pays for a cold start
        warm_up(Reader(pages, cookie, 0))
    desks = [bar.desks[number % len(bar.desks)] for number in range(CLIENTS)]
    readers = [Reader(pages, cookie, number) for number, (cookie, pages) in enumerate(desks)]
    own, theirs = own_processor_seconds(), processor_seconds(server)
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=reader.read, args=(until,)) for reader in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent, generator = processor_seconds(server) - theirs, own_processor_seconds() - own
    print_figures(bar, readers, seconds)
    count = sum(len(times) for reader in readers for times in reader.taken.values())
    print(f"server: {spent / count * 1e3:.1f} ms of processor for each request")
    print(f"the load generator itself took {generator:.1f} s of the {seconds * 2:.0f} s that two cores had")


def own_processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def print_figures(bar: Bar, readers: list[Reader], seconds: float) -> None:
    taken: dict[str, list[float]] = defaultdict(list)
    for reader in readers:
        for page, times in reader.taken.items():
            taken[page] += times
    count = sum(map(len, taken.values()))
    print(f"\n== {bar.name}: {CLIENTS} clients, {THINK:.0f} s of thought, {count} requests in {seconds:.0f} s")
    print(f"{'page':<58} {'n':>5} {'p50 ms':>8} {'p95 ms':>8} {'of limit':>9}")
    for page in dict.fromkeys(page for reader in readers for page in reader.pages):
        if times := taken.get(page):
            middle, late = statistics.median(times) * 1e3, p95(times) * 1e3
            print(f"{page:<58} {len(times):>5} {middle:>8.1f} {late:>8.1f} {late / bar.limit / 1e3:>9.2f}")
    worst = max(p95(times) for times in taken.values())
    print(f"slowest page: p95 {worst * 1e3:.0f} ms of {bar.limit * 1e3:.0f} ms allowed = {worst / bar.limit:.2f}")
    for sentence in sorted({wrong for reader in readers for wrong in reader.wrong}):
        print(f"NOT MEASURED: {sentence}")


def warm_up(reader: Reader) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    for page in reader.pages * 2:
        connection.request("GET", page, headers={"Cookie": reader.cookie} if reader.cookie else {})
        connection.getresponse().read()


def time_report(cookie: str) -> None:
    """The year's report is no list: counted anew it takes its time, then it is kept for a while."""
    print("\n== the year's report of all matters, one reader")
    for turn in ("counted anew", "a second time", "a third time"):
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
        began = time.perf_counter()
        connection.request("GET", "/staff/reports/", headers={"Cookie": cookie})
        connection.getresponse().read()
        print(f"{turn:<14} {(time.perf_counter() - began) * 1e3:>8.0f} ms")


def weigh_home() -> None:
    """Everything the first page loads, as it comes over the wire."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)

    def fetch(path: str) -> tuple[int, bytes]:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip, br"})
        answer = connection.getresponse()
        packed = answer.read()
        plain = gzip.decompress(packed) if answer.getheader("Content-Encoding") == "gzip" else packed
        return len(packed) + sum(len(k) + len(v) + 4 for k, v in answer.getheaders()), plain

    print("\n== first page over the wire")
    for home in ("/", "/zh-hans/", "/ar/"):
        total, page = fetch(home)
        parts = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page.decode()))
        total += sum(fetch(part)[0] for part in parts)
        share = f"{total / 1024:6.1f} KB of {HOME_LIMIT // 1024} KB = {total / HOME_LIMIT:.2f}"
        print(f"{home:<12} {share} ({len(parts) + 1} files)")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--matters", type=int, default=50_000)
    options.add_argument("--entries", type=int, default=10, help="journal entries on each matter")
    options.add_argument("--seconds", type=float, default=40)
    options.add_argument("--fresh", action="store_true", help="fill the scratch database anew")
    args = options.parse_args()
    data = ROOT / "build" / "bench" / f"{args.matters}x{args.entries}-{tables()}"
    os.environ.update(COMITY_DATA=str(data), COMITY_DEMO="yes", DJANGO_SETTINGS_MODULE="comity.site.settings")
    os.environ.pop("COMITY_DATABASE_URL", None)
    import bench_data

    directors, specialists = bench_data.prepare(data, matters=args.matters, entries=args.entries, fresh=args.fresh)
    desks = [(cookie, DIRECTORS) for cookie in directors] + [(cookie, STAFF) for cookie in specialists]
    comity = Path(sys.executable).parent / "comity"
    server = subprocess.Popen([comity, "serve", "--port", str(PORT), "--workers", "2"], stdout=subprocess.DEVNULL)
    try:
        wait_for_server()
        weigh_home()
        load(Bar("public pages", [("", PUBLIC)], PUBLIC_LIMIT), seconds=args.seconds, server=server.pid)
        time_report(directors[0])
        load(Bar("staff lists and search", desks, STAFF_LIMIT), seconds=args.seconds, server=server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)
    return 0


def tables() -> str:
    """A database filled before the tables changed is of no use."""
    written = sorted((ROOT / "comity").glob("*/migrations/0*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in written)).hexdigest()[:12]


def wait_for_server() -> None:
    for _ in range(100):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/health")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    raise SystemExit(main())
