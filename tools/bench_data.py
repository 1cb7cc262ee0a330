"""The scratch database of `make bench`: 50,000 matters with requests, cases and journal, sealed like real ones."""

import random
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

BATCH = 1000
SPECIALISTS_PER_OFFICE = 20
WORDS = (
    "graffiti on the wall of the school", "walkout planned for Friday", "学校涂鸦之后家长很担心",
    "the chief will call back", "رسالة من إمام المسجد", "two marshals for the corner of Main",
    "reunión en la biblioteca", "notices only in English", "教育局同意公布通知", "the vigil ends at nine",
    "ground rules were agreed", "the council meets on Monday",
)  # fmt: skip


def prepare(data: Path, *, matters: int, entries: int, fresh: bool) -> tuple[list[str], list[str]]:
    """Fill the database unless it is there; the session cookies of specialists and directors who will read it."""
    stamp = data / "filled"
    if fresh or (data.exists() and not stamp.exists()):
        shutil.rmtree(data)
    set_up(data)
    if not stamp.exists():
        began = time.monotonic()
        fill(matters, entries)
        stamp.write_text("yes")
        print(f"filled {data.name} in {time.monotonic() - began:.0f} s")
    return sign_in()


def set_up(data: Path) -> None:
    import subprocess
    import sys

    data.mkdir(parents=True, exist_ok=True)
    comity = Path(sys.executable).parent / "comity"
    subprocess.run([comity, "setup", "--profile", "us-crs"], check=True, stdout=subprocess.DEVNULL)
    import django

    django.setup()


def fill(matters: int, entries: int) -> None:
    from comity.agency.offices import offices
    from comity.people.models import Post, Staff
    from comity.trust.models import Account

    now = datetime.now(UTC)
    places = [office for office in offices(now.date()) if office.kind == "regional"]
    crew = {}
    for office in places:
        crew[office.slug] = [
            Account.objects.create_account(
                email=f"s{number}@{office.slug}.example", name=f"Specialist {number} {office.city}"
            )
            for number in range(SPECIALISTS_PER_OFFICE)
        ]
        for number, account in enumerate(crew[office.slug]):
            role = "director" if number == 0 else "specialist"
            Post.objects.create(account=account, role=role, office=office.slug, since=now.date())
            Staff.objects.create(account=account, initials=f"S{number}", languages=["en"], qualifications=["mediator"])
        Post.objects.create(account=crew[office.slug][1], role="intake", office=office.slug, since=now.date())
    chance = random.Random(7)  # noqa: S311 - the same database every time, no secret
    for start in range(0, matters, BATCH):
        numbers = range(start, min(start + BATCH, matters))
        fill_batch(numbers, entries=entries, places=places, crew=crew, now=now, chance=chance)
        print(f"\r{start + BATCH:,} matters", end="", flush=True)
    print()


def fill_batch(numbers, *, entries, places, crew, now, chance) -> None:
    from django.db import transaction

    from comity.cases.models import Case, Entry, SearchText
    from comity.cases.search import normalised
    from comity.intake.models import Request
    from comity.trust.models import Grant, Matter, ReferenceCount

    rows = {Matter: [], Grant: [], Request: [], Case: [], Entry: [], SearchText: []}
    year = now.year
    for number in numbers:
        office = places[number % len(places)]
        lead = crew[office.slug][1 + number // len(places) % (SPECIALISTS_PER_OFFICE - 1)]
        asked = now - timedelta(days=chance.randrange(1, 900))
        matter = Matter.with_new_key(reference=f"CR-{year}-{number + 1:05d}", opened_at=asked)
        rows[Matter].append(matter)
        waiting = number % 200 == 0
        grants = [(f"desk:{office.slug}:intake", "intake"), (f"desk:{office.slug}:director", "director")]
        if not waiting:
            grants.append((f"account:{lead.pk}", "lead"))
        rows[Grant] += [
            Grant(matter=matter, to=to, part=part, because="bench", given_by="system:setup", given_at=asked)
            for to, part in grants
        ]
        language = ("en", "zh-hans", "es", "ar")[number % 4]
        settled = number % 5 > 1
        rows[Request].append(
            Request(
                matter=matter, kind="report" if number % 3 else "ask", channel="web", language=language,
                received_at=asked,
                setting="bias-incident", bases=["race"], state=office.state, region=office.region, office=office.slug,
                screening_result="in", screening_version="bench", stage="received" if waiting else "case",
                promised_on=asked.date(), accept_by=asked + timedelta(days=1), urgent=number % 50 == 0,
                narrative=chance.choice(WORDS),
            )
        )  # fmt: skip
        if waiting:
            continue
        last = asked + (now - asked) * chance.random()
        case = Case(
            matter=matter, title=f"Matter {number}: {('school', 'parade', 'council', 'market')[number % 4]}",
            category=("education", "general-community-relations", "administration-of-justice")[number % 3],
            setting="bias-incident", bases=["race"], region=office.region, office=office.slug, state=office.state,
            languages=[language], lead=lead, stage="closed" if settled else ("open", "assessing", "active")[number % 3],
            opened_at=asked, asked_at=asked, closed_at=last if settled else None, last_entry_at=last,
            first_contact_at=asked + timedelta(hours=5), tension=number % 11, entry_count=entries,
        )  # fmt: skip
        rows[Case].append(case)
        said = [chance.choice(WORDS) for _ in range(entries)]
        rows[Entry] += [
            Entry(
                matter=matter, case=case, kind="call", at=asked + (last - asked) * (turn / entries), by=lead,
                minutes=15,
                text=words, with_whom="the chief",
                follow_up_on=now.date() if number % 100 == 1 and turn == entries - 1 else None,
            )
            for turn, words in enumerate(said)
        ]  # fmt: skip
        rows[SearchText].append(SearchText(matter=matter, text="\n".join(map(normalised, [case.title, *said]))))
    with transaction.atomic():
        for model, some in rows.items():
            model.objects.bulk_create(some, batch_size=500)
        ReferenceCount.objects.update_or_create(year=year, defaults={"last": numbers[-1] + 1})


def sign_in() -> tuple[list[str], list[str]]:
    """The session cookies of two directors and fourteen specialists: sixteen people at their desks."""
    from comity.people.models import Post

    directors = Post.objects.filter(role="director").order_by("pk")[:2]
    specialists = Post.objects.filter(role="specialist").order_by("pk")[:14]
    return [cookie_of(post.account) for post in directors], [cookie_of(post.account) for post in specialists]


def cookie_of(account) -> str:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
