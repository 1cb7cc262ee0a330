"""Port Alder: a police shooting; a day of listening that went well, and a case that has gone quiet since."""

from comity.site.demo.stage import Stage, Story, Work


def case(stage: Stage) -> Story:
    """Eighty people in seven groups, three dots each - and nobody has called since."""
    now = yield stage.at(96, "08:50")
    reference = stage.rings(
        now,
        taken_by="silas",
        language="en",
        narrative="Mayor's chief of staff: an officer shot and wounded a young man on the docks last night. Two vigils so far. They ask "
        "how to hold a meeting at which people are heard.",
        wants=("dialogue", "advice"),
        when="now",
        asked_as="official",
        place="Port Alder, Washington",
        zip="98520",
        setting="community-dispute",
        bases=("race",),
        violence=True,
        incident_on=stage.on(97),
        name="Ida Lorimer",
        organisation={"name": "City of Port Alder", "kind": "government"},
        phone="360-555-0118",
        consents={"specialist": True},
        people_reached=2000,
    )
    now = yield stage.at(96, "09:30")
    work = stage.begin(now, reference, by="silas", lead="lowell", title="Port Alder: after a shooting on the docks",
                       category="administration-of-justice")  # fmt: skip
    now = yield stage.at(96, "10:15")
    work.party(now, "city", "Ida Lorimer", "government", organisation="Mayor's office", role="institution")
    work.party(
        now,
        "police",
        "Chief Anselm Rudd",
        "law-enforcement-local",
        organisation="Port Alder Police",
        role="institution",
    )
    work.party(
        now,
        "family",
        "The young man's aunt",
        "person",
        role="affected",
        contact={"how": "no", "safe_note": "Only through Pastor Weeks"},
    )
    work.party(now, "pastor", "Pastor Orlando Weeks", "faith", organisation="Harbor Baptist Church", role="leader")
    work.party(now, "union", "Longshore local", "community-based")
    work.party(now, "tribe", "Tribal police liaison", "law-enforcement-tribal", role="institution")
    work.party(now, "press", "Alder Courier", "media", role="observer")
    work.log(now, "call", "Wants a date for people to hold on to. We advised to say first what is not known yet.",
             met=["city"], minutes=35, tension=9)  # fmt: skip
    now = yield stage.at(95, "17:00")
    work.log(now, "visit", "At the vigil. Grief more than anger. The aunt asks that nobody speaks for the family.",
             met=["pastor", "family"], minutes=150, tension=8)  # fmt: skip
    for key in ("city", "police", "pastor", "union"):
        work.seat(now, key, "at-table")
    work.seat(now, "tribe", "invited")
    now = yield stage.at(90, "10:00")
    work.interview(now, "police", "May not speak about the inquiry. Would listen for a whole day if it is fair.")
    work.interview(now, "union", "Every one of his men knows the family.", circle=2)
    work.interview(now, "pastor", "The young must be in the room, not only the old.", circle=3)
    work.issue(now, "Nobody says when the inquiry ends", city=2, police=3, pastor=3, union=2)
    work.issue(now, "Stops on the dock road", police=2, pastor=3, union=3)
    work.issue(now, "Who speaks for the young", pastor=3, union=1, city=2)
    work.assess(now, "facilitate", "A day for police and community together, with groups that are mixed by lot.")
    work.plan(now, "Police and community name together what must change, and a council carries it on.",
              ("dialogue", "spcp", stage.on(70)), ("dialogue", "community-meeting-after-incident", stage.on(85)),
              success={"done": "One whole day with both sides in the room", "impact": "Three steps that both sides sign",
                       "lasting": "A council that meets without us"}, approved_by="bao")  # fmt: skip
    yield from listens(stage, work)


def listens(stage: Stage, work: Work) -> Story:
    now = yield stage.at(88, "12:00")
    work.session(now, "meeting", "dialogue", "Community meeting after the shooting", stage.at(85, "18:00"),
                 program="community-meeting-after-incident", openness="public", minutes=120, place="Harbor Baptist Church",
                 staff=("lowell", "keiko"), interpreters=[("es", "spoken"), ("vi", "spoken")])  # fmt: skip
    work.session(now, "day", "dialogue", "SPCP day: police and community", stage.at(69, "09:00"), program="spcp",
                 openness="by-invitation", minutes=420, place="Longshore hall", staff=("lowell", "keiko", "bao"),
                 interpreters=[("es", "spoken")])  # fmt: skip
    now = yield stage.at(84, "11:00")
    work.deliver(now, "meeting", 135, {"community-member": 210, "faith-leader": 8, "law-enforcement": 7, "official": 5},
                 prep_minutes=300, languages=["en", "es", "vi"], outputs="What is known and not known; a number to call.")  # fmt: skip
    work.tension(now, 6)
    now = yield stage.at(68, "11:30")
    work.deliver(now, "day", 430, {"community-member": 44, "law-enforcement": 16, "faith-leader": 6, "official": 5, "student": 9},
                 prep_minutes=1500, languages=["en", "es"],
                 outputs="80 people in 7 groups, three dots each. Most dots: word on the inquiry every two weeks (61), stops on the dock "
                 "road are counted (48), a youth seat with a vote (43).")  # fmt: skip
    work.tension(now, 4)
    work.outcome(now, "council", "A council of twelve was named; it has not met yet.", extent="partial")
    work.paper(now, "report", "What the seven groups said", "report", "Three dots each; the list with its numbers.")
    work.release(now, "report", "council")
    now = yield stage.at(55, "15:00")
    work.session(now, "council", "dialogue", "First meeting of the council", stage.at(40, "18:00"), minutes=120, place="City hall",
                 staff=("lowell",))  # fmt: skip
    now = yield stage.at(38, "09:30")
    work.log(now, "call", "The council's first evening was put off; no new day. Says he will call back next week.", met=["city"],
             minutes=15, key="council", back=7)  # fmt: skip
