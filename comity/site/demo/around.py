"""How the smaller matters go, from the first word to the call after ninety days."""

import random
from datetime import datetime, timedelta
from typing import Any

from comity.intake import actions as intake
from comity.site.demo.matters import ADVICE, CRIME, DISPUTE, EVENT, INCIDENT, MATTERS, Matter, calls
from comity.site.demo.stage import Stage, Story, Work

TOPIC = {
    ADVICE: "training",
    EVENT: "safe-event",
    CRIME: "incident-response",
    INCIDENT: "incident-response",
    DISPUTE: "tension",
}
NAMES = {
    "community-based": "Neighborhood association", "government": "City manager's office", "law-enforcement-local": "Police department",
    "faith": "Interfaith council", "school": "School district", "business": "Merchants", "organiser": "Organizing committee",
    "first-responder": "Fire and rescue", "civil-rights": "Civil rights group", "lgbtq": "Community center",
    "law-enforcement-campus": "Campus police", "law-enforcement-federal": "Park police", "law-enforcement-state": "State police",
    "law-enforcement-tribal": "Tribal police", "other": "Another body",
}  # fmt: skip
PRESENT = {
    "community-based": "community-member", "government": "official", "law-enforcement-local": "law-enforcement", "faith": "faith-leader",
    "school": "school-staff", "business": "other", "organiser": "organiser", "first-responder": "first-responder",
    "civil-rights": "advocate", "lgbtq": "advocate",
}  # fmt: skip


WANTED = {"training": ("training",), "consultation": ("safe-event", "advice")}


def stories(stage: Stage) -> list[tuple[str, Story]]:
    """Spread over the year so far; what is still open began lately."""
    chance = random.Random(7)  # noqa: S311 - the same demonstration every time
    year = max((stage.now.date() - stage.now.date().replace(month=1, day=1)).days, 120)
    order = [*MATTERS, *calls()]
    chance.shuffle(order)
    told: list[tuple[str, Story]] = []
    for number, matter in enumerate(order):
        lately = {"active": 22 + number // 3, "assess": 8 + number // 9}
        began = lately.get(matter.end, year - 4 - number * (year - 60) // len(order))
        told.append((matter.title or matter.words, course(stage, matter, began, chance)))
    return told


def course(stage: Stage, matter: Matter, began: int, chance: random.Random) -> Story:
    """From the first word to the end that the line names."""
    now = yield stage.at(began, f"{chance.randint(9, 15):02}:{chance.randint(0, 59):02}")
    reference = arrives(stage, matter, now)
    waited = chance.choice((0, 0, 0, 1, 1, 2, 3))
    now = yield now + timedelta(days=waited, minutes=chance.randint(25, 110))
    request = stage.look(matter.desk, reference, now)
    viewer = stage.viewer(matter.desk)
    if matter.end == "advise":
        intake.advise(
            request, topic=matter.words, topic_kind=TOPIC[matter.setting], recipient_kind=chance.choice(("law-enforcement-local", "government")),
            minutes=chance.randint(3, 9) * 10, materials="Two pages and a list of steps", next_step="They call again if it gets worse",
            viewer=viewer, now=now,
        )  # fmt: skip
    elif matter.end == "count":
        intake.count_only(request, viewer=viewer, now=now)
    elif matter.end == "not-ours":
        because = "One person's own claim; the answer names who helps with that."
        intake.not_ours(request, because=because, viewer=viewer, now=now)
    else:
        work = stage.begin(
            now, reference, by=matter.desk, lead=matter.lead, title=matter.title, category=matter.category
        )
        yield from worked_on(stage, matter, work, chance, now)


def arrives(stage: Stage, matter: Matter, now: datetime) -> str:
    """By the web, or written down by the desk; the reference of what then stands in the queue."""
    said: dict[str, Any] = {
        "narrative": matter.words,
        "zip": matter.zip,
        "setting": matter.setting,
        "bases": tuple(matter.bases.split()),
        "wants": WANTED.get(matter.service, ("dialogue",)),
        "when": "later",
        "legal_claim": matter.end == "not-ours",
    }
    if matter.channel != "web":
        told = {"language": matter.language, "phone": "202-555-0150", **said}
        return stage.rings(now, taken_by=matter.desk, channel=matter.channel, **told)
    said |= {"email": f"{matter.zip}@people.example", "consents": {"statistics": True, "specialist": True}}
    return stage.sends(now, language=matter.language, **said).reference


def worked_on(stage: Stage, matter: Matter, work: Work, chance: random.Random, began: datetime) -> Story:
    """Calls, an assessment, a service or two, an outcome, the end."""
    now = yield began + timedelta(hours=chance.choice((1, 3, 20, 30, 50)))
    keys = matter.parties.split()
    for key in keys:
        work.party(now, key, NAMES[key], key, language=matter.language if key == "community-based" else "")
    tense = chance.randint(4, 8)
    work.log(now, chance.choice(("call", "call", "visit")), "First conversation. They want to be heard before anything is decided.",
             met=keys[:1], minutes=chance.randint(2, 8) * 10, tension=tense)  # fmt: skip
    now = yield now + timedelta(days=chance.randint(2, 5))
    work.log(now, "call", "The other side is ready to meet, with conditions.", met=keys[1:2], minutes=20)
    for key in keys[:-1] or keys:
        work.seat(now, key, "at-table")
    work.issue(now, "Nobody says what happens next", **{key: chance.randint(1, 3) for key in keys})
    recommendation = {"dialogue": "facilitate", "mediation": "mediate", "training": "train", "consultation": "consult"}
    work.assess(now, recommendation[matter.service], "Ready.")
    if matter.end == "assess":
        return
    now = yield now + timedelta(days=chance.randint(2, 4))
    starts = now + timedelta(days=chance.randint(3, 6))
    more = {"recipient_kind": keys[0]} if matter.service == "consultation" else {}
    work.session(
        now,
        "main",
        matter.service,
        matter.title,
        starts,
        program=matter.program,
        minutes=120,
        openness="by-invitation",
        **more,
    )
    if matter.end == "active":
        days = chance.randint(1, 9)
        now = yield max(starts + timedelta(hours=20), stage.at(days, "13:00"))
        work.deliver(now, "main", 120, present(keys, chance), prep_minutes=60, languages=["en", matter.language])
        back = (stage.now.date() - now.date()).days + chance.randint(1, 6)
        work.log(now, "call", "Next step agreed by telephone.", met=keys[:1], minutes=15, back=back)
        return
    now = yield starts + timedelta(hours=20)
    work.deliver(now, "main", chance.randint(6, 18) * 10, present(keys, chance), prep_minutes=chance.randint(1, 5) * 30,
                 languages=list(dict.fromkeys(["en", matter.language])), **more)  # fmt: skip
    work.tension(now, max(1, tense - chance.randint(1, 4)))
    yield from ends(matter, work, chance, now)


def present(keys: list[str], chance: random.Random) -> dict[str, int]:
    return {PRESENT.get(key, "other"): chance.randint(3, 28) for key in keys}


def ends(matter: Matter, work: Work, chance: random.Random, since: datetime) -> Story:
    now = yield since + timedelta(days=chance.randint(2, 6))
    work.outcome(now, matter.outcome, extent="none" if matter.outcome == "none" else chance.choice(("full", "partial")))
    work.close(now + timedelta(hours=1))
    result = chance.choice(("kept", "kept", "kept", "kept", "partly", "partly", "unknown"))
    now = yield now + timedelta(days=30)
    work.follow_up(now, 30, result, "Asked by telephone.", tension=chance.randint(1, 4))
    now = yield now + timedelta(days=61)
    work.follow_up(now, 90, result, "Asked by telephone.")
