"""Benton: a Pride march, a group that will stand against it, an event plan and trained marshals."""

from comity.site.demo.stage import Stage, Story, Work


def case(stage: Stage) -> Story:
    """Asked for three weeks ago; the march is in nine days."""
    now = yield stage.at(24, "17:05")
    asked = stage.sends(
        now,
        language="en",
        narrative="We are planning our first Pride march through the middle of town. A group has announced that it will line the "
        "bridge. We are not afraid of them, but half of our marchers are under twenty. Could somebody help us and the police plan this?",
        wants=("safe-event", "advice", "training"),
        when="later",
        place="Benton, Michigan",
        zip="49058",
        setting="public-event",
        bases=("sexual-orientation", "gender-identity"),
        name="Robin Ashgrove",
        pronouns="they / them",
        organisation={"name": "Benton Pride committee", "kind": "organiser", "size": "25", "dates": "the march"},
        email="robin@benton-pride.example",
        consents={"statistics": True, "specialist": True, "share:police": True, "share:city": True},
        people_reached=800,
    )
    now = yield stage.at(23, "09:40")
    work = stage.begin(now, asked.reference, by="tomas", lead="yara", title="Benton: Pride march and a counter-group",
                       category="general-community-relations")  # fmt: skip
    now = yield stage.at(23, "11:00")
    work.party(now, "pride", "Robin Ashgrove", "lgbtq", organisation="Benton Pride committee", role="leader")
    work.party(
        now, "police", "Lt. Marcus Oyler", "law-enforcement-local", organisation="Benton Police", role="institution"
    )
    work.log(now, "call", "Route over the bridge is the heart of it for them. They would move the hour, not the bridge.",
             met=["pride"], minutes=30, tension=5)  # fmt: skip
    now = yield stage.at(22, "15:00")
    work.party(now, "city", "Paula Dressler", "government", organisation="City clerk: permits", role="institution")
    work.party(now, "counter", "Harold Pike", "other", organisation="Families at the Bridge", role="party")
    work.party(now, "medics", "Benton Fire and Rescue", "first-responder")
    work.party(now, "merchants", "Main Street merchants", "business")
    work.log(now, "call", "He says they will stand, sing and go home. Wants a line on the pavement that nobody crosses. Accepts that we "
             "talk with everybody.", met=["counter"], minutes=45, key="pike", back=20)  # fmt: skip
    for key in ("pride", "police", "city", "medics"):
        work.seat(now, key, "at-table")
    work.seat(now, "counter", "invited")
    now = yield stage.at(19, "10:00")
    work.interview(now, "police", "Has eleven officers for the day. Wants trained marshals at five places.")
    work.interview(now, "merchants", "Worried about broken glass, glad of the custom.", circle=2)
    work.issue(now, "Who stands where on the bridge", pride=3, police=3, counter=3, city=2)
    work.issue(now, "Marchers under eighteen", pride=3, police=2, medics=2)
    work.issue(now, "What happens when somebody shouts", pride=2, police=3, counter=1)
    work.assess(now, "consult", "All sides want a quiet day. An event plan with one map, and marshals of their own.")
    work.plan(now, "Everybody says what they came to say, and everybody goes home unhurt.",
              ("consultation", "consultation", stage.on(10)), ("training", "contingency-planning", stage.on(6)),
              ("training", "event-marshals", stage.on(-4)), approved_by="augusta")  # fmt: skip
    yield from prepares(stage, work)


def prepares(stage: Stage, work: Work) -> Story:
    now = yield stage.at(15, "10:00")
    work.session(now, "advice", "consultation", "Event plan: route, permit and the line on the bridge", stage.at(12, "14:00"),
                 program="consultation", mode="online", minutes=90, recipient_kind="organiser", topic="Five stages of a safe march",
                 staff=("yara",))  # fmt: skip
    now = yield stage.at(12, "16:30")
    work.deliver(now, "advice", 95, {"organiser": 4, "official": 2, "law-enforcement": 2}, prep_minutes=120, recipient_kind="organiser",
                 languages=["en"], outputs="One map for all, with five posts and two meeting points.",
                 materials="Checklist in five stages; sample map", next_step="Tabletop exercise with police and medics")  # fmt: skip
    work.session(now, "tabletop", "training", "Tabletop: what if the bridge is blocked?", stage.at(7, "13:00"),
                 program="contingency-planning", openness="by-invitation", minutes=150, place="Fire station", staff=("yara", "dov"))  # fmt: skip
    now = yield stage.at(6, "10:00")
    work.deliver(now, "tabletop", 150, {"law-enforcement": 6, "first-responder": 5, "organiser": 5, "official": 2}, prep_minutes=200,
                 languages=["en"], outputs="Nine what-if cards, each with who decides.")  # fmt: skip
    work.paper(
        now,
        "plan",
        "Event plan for the march",
        "action-plan",
        "Posts, radio words, two meeting points, who decides what.",
    )
    work.release(now, "plan", "council")
    work.outcome(now, "action-plan", "One event plan that police, city, medics and organizers carry.", extent="partial")
    work.session(now, "marshals", "training", "Marshal training: forty volunteers", stage.at(-4, "10:00"), program="event-marshals",
                 openness="by-invitation", minutes=180, place="Methodist hall", staff=("dov", "yara"),
                 interpreters=[("asl", "sign")])  # fmt: skip
    work.session(now, "day", "consultation", "On site: the march", stage.at(-9, "11:00"), program="consultation", openness="public",
                 minutes=360, place="Command post at the library", recipient_kind="organiser", staff=("yara", "dov"))  # fmt: skip
    work.tension(now, 4)
    now = yield stage.at(2, "15:20")
    work.log(now, "call", "He will bring about sixty people. Agrees to the line, wants a telephone number for the day.",
             met=["counter"], minutes=25, key="pike2", back=2)  # fmt: skip
    work.tension(now, 5, "A post calls for people from three counties.")
