"""Marsh County: a gurdwara is smeared with paint; it ends in a forum on protecting places of worship, in Punjabi."""

from comity.intake import actions as intake
from comity.site.demo.stage import Stage, Story, Work, answers

ZIP = "95991"


def case(stage: Stage) -> Story:
    """From the alert of a colleague to the thirty-day call that is due today."""
    now = yield stage.at(78, "11:30")
    asked = stage.sends(
        now,
        language="pa",
        narrative="ਐਤਵਾਰ ਦੀ ਰਾਤ ਕਿਸੇ ਨੇ ਸਾਡੇ ਗੁਰਦੁਆਰੇ ਦੀ ਕੰਧ ਉੱਤੇ ਨਫ਼ਰਤ ਭਰੇ ਸ਼ਬਦ ਲਿਖ ਦਿੱਤੇ। ਬਜ਼ੁਰਗ ਡਰਦੇ ਹਨ। "
        "ਅਸੀਂ ਚਾਹੁੰਦੇ ਹਾਂ ਕਿ ਪੁਲਿਸ ਅਤੇ ਸਾਡੇ ਲੋਕ ਇਕੱਠੇ ਬੈਠ ਕੇ ਗੱਲ ਕਰਨ।",
        wants=("dialogue", "training"),
        when="week",
        asked_as="organisation",
        place="Marsh County, California",
        zip=ZIP,
        setting="hate-crime",
        bases=("religion", "national-origin"),
        perceived=True,
        incident_on=stage.on(79),
        name="Gurmukh Sandhar",
        organisation={"name": "Gurdwara of Marsh County", "kind": "faith", "size": "400"},
        phone="530-555-0147",
        safe_when=("afternoons",),
        consents={"statistics": True, "specialist": True, "share:police": True},
        people_reached=400,
    )
    now = yield stage.at(78, "14:00")
    work = stage.begin(now, asked.reference, by="abel", lead="harleen", title="Marsh County: paint on a gurdwara",
                       category="general-community-relations")  # fmt: skip
    now = yield stage.at(78, "16:10")
    work.party(
        now,
        "gurdwara",
        "Gurmukh Sandhar",
        "faith",
        organisation="Gurdwara of Marsh County",
        language="pa",
        role="affected",
    )
    work.log(now, "call", "The elders want the wall left as it is until the sheriff has seen it. Young people stand guard at night; "
             "that worries him more than the paint.", met=["gurdwara"], minutes=40, tension=7)  # fmt: skip
    now = yield stage.at(77, "12:00")
    work.party(
        now,
        "sheriff",
        "Sheriff Lyle Brandt",
        "law-enforcement-local",
        organisation="Marsh County Sheriff",
        role="institution",
    )
    work.party(
        now, "prosecutor", "Elena Corso", "prosecutor", organisation="District Attorney's office", role="institution"
    )
    work.party(now, "schools", "Farah Medina", "school", organisation="County schools")
    work.party(now, "churches", "Interfaith council", "faith")
    work.log(
        now,
        "visit",
        "Night walk with the young guards; two patrol cars now pass every hour.",
        met=["sheriff", "gurdwara"],
        minutes=120,
    )
    for key in ("gurdwara", "sheriff", "prosecutor", "churches"):
        work.seat(now, key, "at-table")
    now = yield stage.at(74, "15:00")
    work.interview(now, "gurdwara", "Was told by an officer years ago that nothing can be done. Expects the same.")
    work.interview(
        now, "sheriff", "Nobody in his office reads Punjabi. Would like cards with the most needed sentences."
    )
    work.issue(now, "Reports in Punjabi are not understood", gurdwara=3, sheriff=2)
    work.issue(now, "Young people guard the house at night", gurdwara=2, sheriff=3)
    work.issue(now, "Articles of faith at traffic stops", gurdwara=3, sheriff=2)
    work.assess(now, "facilitate", "A forum for the whole county, and a training for the deputies before it.")
    work.plan(now, "The house is safe without its own guards, and whoever reports in Punjabi is understood.",
              ("training", "sikh-americans", stage.on(60)), ("dialogue", "places-of-worship-forum", stage.on(50)),
              approved_by="bao")  # fmt: skip
    yield from serves(stage, work)


def serves(stage: Stage, work: Work) -> Story:
    now = yield stage.at(70, "13:00")
    work.session(now, "training", "training", "Sikh Americans: for deputies and dispatchers", stage.at(62, "13:00"),
                 program="sikh-americans", openness="by-invitation", minutes=180, place="Sheriff's training room",
                 staff=("harleen", "petra"))  # fmt: skip
    work.session(now, "forum", "dialogue", "Forum: protecting places of worship", stage.at(52, "18:30"),
                 program="places-of-worship-forum", openness="public", minutes=150, place="County fairground, Hall 2",
                 staff=("harleen", "petra", "junie"), interpreters=[("pa", "spoken"), ("es", "spoken"), ("asl", "sign")])  # fmt: skip
    now = yield stage.at(61, "12:30")
    work.deliver(now, "training", 190, {"law-enforcement": 34, "first-responder": 6}, prep_minutes=240, languages=["en"],
                 outputs="Forty cards with twelve sentences in Punjabi.")  # fmt: skip
    work.interpreter(now, "forum", "pa", "J. Dhanoa")
    work.interpreter(now, "forum", "es", "C. Ibarra")
    now = yield stage.at(51, "14:00")
    work.deliver(now, "forum", 160, {"community-member": 96, "faith-leader": 14, "law-enforcement": 9, "official": 4, "prosecutor": 2},
                 prep_minutes=600, languages=["en", "pa", "es"],
                 outputs="A list of safe-keeping steps for every house of worship; a named deputy who calls back.")  # fmt: skip
    work.tension(now, 3)
    work.paper(
        now,
        "list",
        "Safe-keeping steps for houses of worship",
        "other",
        "Lights, cameras, a call chain, a named deputy.",
    )
    now = yield stage.at(46, "11:00")
    work.release(now, "list", "public", by="bao")
    work.outcome(now, "council", "An interfaith and safety council meets every second month.")
    work.outcome(now, "policy-change", "Reports are taken in Punjabi by telephone interpreter.")
    now = yield stage.at(30, "15:30")
    work.close(now, "The guards went home; the council has met once without us.")


def alert(stage: Stage) -> Story:
    """A colleague read of it on the radio's page the same morning; it is counted, the case had come in already."""
    now = yield stage.at(78, "11:50")
    raised = intake.raise_alert(
        answers({"narrative": "Paint on a gurdwara, young people standing guard at night.", "zip": ZIP, "setting": "hate-crime",
                 "bases": ("religion",), "when": "today"}),
        grade="experienced", source="A local radio station's page", viewer=stage.viewer("abel"), now=now,
    )  # fmt: skip
    now = yield stage.at(78, "15:00")
    intake.count_only(stage.look("abel", raised.matter.reference, now), viewer=stage.viewer("abel"), now=now)
