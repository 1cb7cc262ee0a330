"""The small demonstration: a city commission of two people, in which each holds several posts."""

from datetime import timedelta

from comity.intake import actions as intake
from comity.people import actions as people
from comity.site.demo.stage import DEMO, Stage, Story

OFFICE = "city-hall"
ZIP = "45631"
PEOPLE = (
    ("nell", "Nell Harkaway", ("specialist", "director", "administrator"), ("en",), ("mediator", "facilitator")),
    ("oren", "Oren Castellane", ("intake", "specialist"), ("en", "es"), ("trainer", "consultant")),
)


def hire(stage: Stage) -> None:
    """Two people; each week the other one answers."""
    since = stage.now - timedelta(days=900)
    for key, name, roles, languages, qualified in PEOPLE:
        account = people.invite(
            email=f"{key}@riverbend-relations.example",
            name=name,
            languages=languages,
            qualifications=qualified,
            viewer=DEMO,
            now=since,
        )
        for role in roles:
            people.appoint(account=account, role=role, office=OFFICE, since=since.date(), viewer=DEMO, now=since)
        stage.people[key] = account
    monday = stage.on(stage.now.weekday())
    for week in range(-1, 5):
        begins = monday + timedelta(weeks=week)
        people.set_duty(
            office=OFFICE,
            account=stage.people[("oren", "nell")[week % 2]],
            from_on=begins,
            to_on=begins + timedelta(days=6),
            viewer=DEMO,
            now=stage.ago(30),
        )


def ferry_street(stage: Stage) -> Story:
    """Noise, a word, two families: mediated in one evening, asked after thirty days today."""
    now = yield stage.at(71, "10:00")
    reference = stage.rings(
        now,
        taken_by="oren",
        narrative="Two halls share one yard in Ferry Street. Music on one side, prayer on the other; a word was said.",
        wants=("mediation",),
        zip=ZIP,
        setting="community-dispute",
        bases=("national-origin",),
        name="Mrs. Ibarra",
        phone="740-555-0132",
    )
    title, category = "Ferry Street: two halls and a yard", "general-community-relations"
    work = stage.begin(now, reference, by="oren", lead="nell", title=title, category=category)
    now = yield stage.at(70, "11:00")
    work.party(now, "hall", "Dance hall", "business", language="es")
    work.party(now, "chapel", "Chapel", "faith")
    work.log(now, "visit", "Both would shift an hour.", met=["hall", "chapel"], minutes=50, tension=5)
    for key in ("hall", "chapel"):
        work.seat(now, key, "at-table")
    work.issue(now, "Wednesday evenings", hall=2, chapel=3)
    work.assess(now, "mediate", "One evening.")
    work.plan(now, "A yard for both.", ("mediation", "mediation", stage.on(55)), approved_by="nell")
    work.session(now, "evening", "mediation", "One evening", stage.at(60, "17:00"), program="mediation", minutes=120)
    now = yield stage.at(59, "10:00")
    work.deliver(now, "evening", 110, {"community-member": 5, "faith-leader": 2}, languages=["en", "es"])
    work.outcome(now, "agreement", "A calendar of the yard.")
    work.tension(now, 2)
    work.paper(now, "calendar", "Calendar of the yard", "agreement", "Wednesdays until eight.")
    work.release(now, "calendar", "parties")
    now = yield stage.at(30, "11:00")
    work.close(now, "The calendar hangs on the gate.")


def trust_talks(stage: Stage) -> Story:
    """Police and young people; an evening today."""
    now = yield stage.at(20, "10:00")
    asked = stage.sends(
        now,
        language="en",
        narrative="Since the stop by the river the young people do not come to the center any more. We want to talk with the police.",
        wants=("dialogue",),
        when="week",
        zip=ZIP,
        setting="community-dispute",
        bases=("race",),
        name="Coach Bell",
        email="coach@ferry-center.example",
        consents={"statistics": True},
        under_18=True,
    )
    stage.card("en", "Young people and the police")
    now = yield stage.at(20, "13:00")
    title = "River center: young people and the police"
    work = stage.begin(now, asked.reference, by="oren", lead="nell", title=title, category="administration-of-justice")
    now = yield stage.at(19, "13:00")
    work.party(now, "young", "Young people of the center", "community-based", is_minor=True)
    work.party(now, "police", "Police department", "law-enforcement-local", role="institution")
    work.log(now, "call", "Two officers would come without uniform.", met=["police"], minutes=20, tension=6, back=19)
    work.seat(now, "police", "at-table")
    work.seat(now, "young", "invited")
    work.assess(now, "facilitate", "Small groups first.")
    work.session(
        now, "talk", "dialogue", "Trust talks, first evening", stage.at(0, "17:30"), program="trust-talks", minutes=120
    )


def small_things(stage: Stage) -> Story:
    """Advice by telephone, and what is new this morning in two languages."""
    now = yield stage.at(9, "10:00")
    reference = stage.rings(
        now,
        taken_by="oren",
        narrative="A shop asks how to answer a rumor.",
        zip=ZIP,
        setting="training-or-advice",
        bases=("religion",),
    )
    intake.advise(
        stage.look("oren", reference, now),
        topic="A rumor",
        topic_kind="tension",
        recipient_kind="business",
        minutes=30,
        viewer=stage.viewer("oren"),
        now=now,
    )
    now = yield stage.ago(5)
    stage.sends(
        now,
        flow="report",
        language="es",
        narrative="Rompieron el letrero de nuestra tienda por tercera vez.",
        when="past",
        zip=ZIP,
        bases=("national-origin",),
        consents={"statistics": True},
    )
    now = yield stage.ago(3)
    stage.sends(
        now,
        language="zh-hans",
        narrative="我们想在河边办春节活动，希望有人帮忙和警察商量安全。",
        wants=("safe-event",),
        when="later",
        zip=ZIP,
        setting="public-event",
        bases=("ancestry",),
        name="李老师",
        email="li@riverbend-school.example",
        consents={"statistics": True},
    )
    stage.card("zh-hans", "A new year by the river")


STORIES = (ferry_street, trust_talks, small_things)
