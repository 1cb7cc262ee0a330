"""Matters that take a turn: refused, broken, reopened, across a border, referred, taken back, read too late."""

from datetime import timedelta

from comity.cases import actions as cases
from comity.cases.access import open_case
from comity.intake import actions as intake
from comity.intake import front
from comity.site.demo.stage import Stage, Story, answers


def broken_promise(stage: Stage) -> Story:
    """An agreement that held at thirty days and was broken at ninety."""
    now = yield stage.at(162, "10:00")
    reference = stage.rings(
        now, taken_by="tomas", narrative="Two families' associations and the county quarrel over the burial ground and its hours.",
        wants=("mediation",), zip="43302", setting="community-dispute", bases=("national-origin",), name="A. Farrell",
        organisation={"name": "County commissioners", "kind": "government"}, phone="740-555-0161",
    )  # fmt: skip
    now = yield stage.at(162, "13:00")
    work = stage.begin(now, reference, by="tomas", lead="inez", title="Larkmoor: hours of the burial ground",
                       category="general-community-relations")  # fmt: skip
    now = yield stage.at(161, "10:00")
    work.party(now, "county", "A. Farrell", "government", organisation="County commissioners")
    work.party(now, "families", "Somali families' association", "community-based", language="so")
    work.party(now, "keepers", "Cemetery trust", "community-based")
    work.log(
        now,
        "call",
        "All three would sit down if the meeting is short.",
        met=["county", "families", "keepers"],
        minutes=60,
        tension=6,
    )
    for key in ("county", "families", "keepers"):
        work.seat(now, key, "at-table")
    work.issue(now, "Burial on the day of death", families=3, keepers=2, county=1)
    work.assess(now, "mediate", "One evening may be enough.")
    work.session(now, "evening", "mediation", "Mediation: hours and keys", stage.at(150, "17:00"), program="mediation", minutes=180,
                 interpreters=[("so", "spoken")])  # fmt: skip
    now = yield stage.at(149, "10:00")
    work.deliver(now, "evening", 175, {"community-member": 6, "official": 2}, prep_minutes=120, languages=["en", "so"],
                 outputs="Keys are held by both; a call before dawn is answered.")  # fmt: skip
    work.outcome(now, "agreement", "Signed by all three.")
    work.tension(now, 2)
    now = yield stage.at(140, "11:00")
    work.close(now, "Signed; both hold a key.")
    now = yield stage.at(110, "11:00")
    work.follow_up(now, 30, "kept", "Two burials, no trouble.", tension=2)
    now = yield stage.at(48, "15:00")
    work.follow_up(
        now, 90, "broken", "The locks were changed and one side has no key. Both ask us to come back.", tension=6
    )
    now = yield stage.at(46, "09:20")
    cases.correct(case=work.case(now), reason="The date in the note was a slip", text="The locks were changed on a Monday, not on a Friday.",
                  viewer=stage.viewer("inez"), now=now)  # fmt: skip
    now = yield stage.at(12, "14:00")
    cases.reopen(case=work.case(now), reason="The agreement was broken; both sides ask for a second evening.",
                 viewer=stage.viewer("inez"), now=now)  # fmt: skip
    work.log(
        now,
        "call",
        "Both want the same mediator and a shorter paper.",
        met=["county", "families"],
        minutes=30,
        tension=5,
    )
    work.session(now, "again", "mediation", "Mediation: the second evening", stage.at(-6, "17:00"), program="mediation", minutes=120,
                 interpreters=[("so", "spoken")])  # fmt: skip


def promise_due(stage: Stage) -> Story:
    """Closed thirty days ago: today somebody asks whether it held."""
    now = yield stage.at(84, "09:00")
    sent = stage.sends(
        now, language="ar", narrative="يتعرض أبناؤنا للمضايقة في حافلة المدرسة بسبب لغتهم. نريد أن نجلس مع إدارة المدرسة.",
        wants=("dialogue",), when="week", place="Quarry Bend", zip="46360", setting="community-dispute", bases=("national-origin",),
        name="أم سليم", email="parents@quarry-bend.example", consents={"statistics": True}, under_18=True, people_reached=25,
    )  # fmt: skip
    now = yield stage.at(84, "12:00")
    work = stage.begin(
        now, sent.reference, by="tomas", lead="inez", title="Quarry Bend: on the school bus", category="education"
    )
    now = yield stage.at(83, "15:00")
    work.party(now, "parents", "Parents of the early bus", "community-based", language="ar", role="affected")
    work.party(now, "school", "Transport office of the schools", "school", role="institution")
    work.log(now, "call", "They want one adult on the bus, no more.", met=["parents"], minutes=25, tension=5)
    work.seat(now, "parents", "at-table")
    work.seat(now, "school", "at-table")
    work.session(now, "talk", "dialogue", "Parents and the transport office", stage.at(70, "17:00"), program="tailored-dialogue",
                 minutes=90, interpreters=[("ar", "spoken")])  # fmt: skip
    now = yield stage.at(69, "10:00")
    work.deliver(now, "talk", 95, {"parent": 14, "school-staff": 4}, prep_minutes=90, languages=["en", "ar"])
    work.outcome(now, "letter", "A letter of understanding: an aide rides along; one number to call.")
    work.tension(now, 2)
    now = yield stage.at(30, "16:00")
    work.close(now, "The aide rides along since the first of the month.")


def refused_mediation(stage: Stage) -> Story:
    """One side never comes; the case closes without an outcome, and says so."""
    now = yield stage.at(120, "10:00")
    reference = stage.rings(
        now, taken_by="greta", narrative="Tribe and county cannot agree about a road to the burial hill.", wants=("mediation",),
        zip="59101", setting="community-dispute", bases=("race",), name="R. Stands", phone="406-555-0133",
        organisation={"name": "Tribal council", "kind": "government"},
    )  # fmt: skip
    now = yield stage.at(119, "10:00")
    work = stage.begin(now, reference, by="greta", lead="cato", title="Tower Butte: the road to the hill",
                       category="general-community-relations")  # fmt: skip
    work.party(now, "tribe", "Tribal council", "government", role="party")
    work.party(now, "county", "County roads", "government", role="party")
    work.log(
        now, "visit", "Walked the road with both, one after the other.", met=["tribe", "county"], minutes=240, tension=5
    )
    work.seat(now, "tribe", "at-table")
    work.session(
        now, "mediation", "mediation", "Mediation: the road", stage.at(100, "10:00"), program="mediation", minutes=240
    )
    now = yield stage.at(102, "12:00")
    work.log(now, "call", "The county will not mediate while the suit is open.", met=["county"], minutes=15)
    work.seat(now, "county", "declined")
    work.cancel(now, "mediation", "The county refuses to mediate as long as its suit is open.")
    now = yield stage.at(95, "10:00")
    work.outcome(now, "none", "Mediation was refused.")
    work.close(now, "Refused by one side. The door stays open.")
    now = yield stage.at(64, "10:00")
    work.follow_up(now, 30, "unknown", "The suit is still open.", tension=5)


def across_a_border(stage: Stage) -> Story:
    """A river, two regions: Chicago leads, Kansas City assists."""
    now = yield stage.at(19, "12:00")
    sent = stage.sends(
        now, language="es", narrative="En los dos lados del río hay rumores de peleas entre jóvenes después del partido del sábado. "
        "Los entrenadores de ambas escuelas piden ayuda.", wants=("dialogue", "safe-event"), when="week", place="62201", zip="62201",
        setting="community-dispute", bases=("race",), name="Entrenador M.", phone="618-555-0152", under_18=True, people_reached=300,
        consents={"statistics": True},
    )  # fmt: skip
    now = yield stage.at(19, "13:30")
    work = stage.begin(
        now,
        sent.reference,
        by="tomas",
        lead="niall",
        title="Two Bridges: before the Saturday game",
        category="education",
    )
    cases.assist(
        case=work.case(now), office="kansas-city", account=stage.people["ansel"], viewer=stage.viewer("niall"), now=now
    )
    work.party(now, "east", "Athletic director, east bank", "school")
    work.party(now, "west", "Athletic director, west bank", "school")
    work.party(now, "police", "Two police departments", "law-enforcement-local")
    work.log(now, "call", "Both schools will open one gate only.", met=["east", "west"], minutes=40, tension=6)
    for key in ("east", "west", "police"):
        work.seat(now, key, "at-table")
    now = yield stage.at(17, "10:00")
    work.log(now, "visit", "On the west bank: coaches and parents. Calm.", met=["west"], minutes=90, by="ansel")
    work.session(now, "teams", "dialogue", "Both teams at one table", stage.at(13, "16:00"), program="tailored-dialogue", minutes=90,
                 staff=("niall", "ansel"))  # fmt: skip
    now = yield stage.at(12, "10:00")
    work.deliver(
        now,
        "teams",
        100,
        {"student": 38, "school-staff": 6, "law-enforcement": 2},
        prep_minutes=60,
        languages=["en", "es"],
    )
    work.tension(now, 3)
    now = yield stage.at(4, "11:00")
    work.session(now, "game", "consultation", "On site: the Saturday game", stage.at(-2, "18:00"), minutes=240, openness="public",
                 recipient_kind="school", staff=("niall", "ansel"))  # fmt: skip


def religion_referred(stage: Stage) -> Story:
    """A dispute on religion: a person decides, and refers warmly; two weeks later we ask whether they called back."""
    now = yield stage.at(18, "09:00")
    sent = stage.sends(
        now, language="en", narrative="Our congregation and the neighbors disagree about the bell and the parking. It has become about who we "
        "are.", wants=("mediation",), when="later", place="Pinder, Illinois", zip="62401", setting="community-dispute",
        bases=("religion",), name="Deacon Amos", email="deacon@pinder-chapel.example",
        consents={"statistics": True, "share:partner": True},
    )  # fmt: skip
    now = yield stage.at(17, "10:00")
    request = stage.look("tomas", sent.reference, now)
    intake.set_screening(request, result="out", viewer=stage.viewer("tomas"), now=now,
                         because="A quarrel of two neighbors on religion, without an incident; a mediation center in the county does this well.")  # fmt: skip
    intake.refer(request, to_body="Effingham Street Mediation Center", kind="community-based", consent=True,
                 packet={"parts": ["what", "where", "contact"], "text": "Bell and parking; two sides; they wish to be called in the evening."},
                 viewer=stage.viewer("tomas"), now=now)  # fmt: skip


def withdrawn(stage: Stage) -> Story:
    """Somebody takes a report back; that it was counted is all that stays."""
    now = yield stage.at(27, "15:00")
    sent = stage.sends(now, flow="report", language="vi", narrative="Có người ném đá vào cửa hàng của tôi và chửi tôi.", wants=("counted",),
                       when="past", zip="77072", bases=("national-origin",), incident_on=stage.on(28),
                       email="shop@bayou-row.example", consents={"statistics": True, "specialist": True})  # fmt: skip
    now = yield stage.at(26, "10:00")
    stage.look("rosalia", sent.reference, now)
    now = yield stage.at(25, "20:00")
    front.withdraw(sent.viewer, now=now)


def read_too_late(stage: Stage) -> Story:
    """Nobody took it in time: the promise to the person is missed, the director has been told, and the page says so."""
    yield stage.at(9, "16:30")
    stage.sends(stage.at(9, "16:30"), language="ht", narrative="Yo pa vle kite nou lapriyè nan sal kominotè a ankò. Gen moun ki di nou pa lakay nou.",
                wants=("talk",), when="later", place="Casper", zip="82601", setting="bias-incident", bases=("national-origin",),
                incident_on=stage.on(14), name="Marie-Ange", phone="307-555-0126", consents={"statistics": True})  # fmt: skip
    stage.card("ht", "A request that nobody read in time")


def letter_by_hand(stage: Stage) -> Story:
    """They want a letter and no call: the answer is held until a colleague has written it."""
    now = yield stage.at(5, "11:00")
    sent = stage.sends(now, language="ko", narrative="이웃 상인들이 우리 가게 앞에 쓰레기를 버리고 욕을 합니다. 전화는 하지 마시고 편지로 답해 주세요.",
                       wants=("talk", "mediation"), when="later", place="Los Angeles", zip="90006", setting="bias-incident",
                       bases=("national-origin",), incident_on=stage.on(8), name="Mrs. Bae",
                       letter="Mrs. Bae, 18 Invented Court, Los Angeles", consents={"statistics": True})  # fmt: skip
    now = yield stage.at(4, "09:10")
    stage.look("abel", sent.reference, now)


def event_tomorrow(stage: Stage) -> Story:
    """An alert of our own: a call for a rally on Saturday, evidenced, and nobody has taken it yet."""
    now = yield stage.ago(2)
    intake.raise_alert(
        answers({"narrative": "A post calls people from three counties to stand on the bridge of Benton on the day of the march.",
                 "place": "Benton, Michigan", "zip": "49058", "setting": "public-event", "bases": ("sexual-orientation",), "when": "week",
                 "people_reached": 300}),
        grade="evidenced", source="A public post; a second one links to it", viewer=stage.viewer("tomas"), now=now,
    )  # fmt: skip


def own_initiative(stage: Stage) -> Story:
    """We saw it coming: an anniversary, a square, two groups; unassigned until the director finds somebody."""
    now = yield stage.at(8, "10:00")
    cases.open_own(
        title="Millrace: anniversary in the square", category="administration-of-justice", office="chicago", region="midwest",
        facts={"state": "IN", "bases": ["race"], "setting": "public-event", "languages": ["en"]}, viewer=stage.viewer("augusta"), now=now,
    )  # fmt: skip


def changed_hands(stage: Stage) -> Story:
    """The director gives a case from one specialist to another."""
    now = yield stage.at(40, "10:00")
    reference = stage.rings(now, taken_by="hattie", narrative="Campus police and a student club disagree about a vigil in the library.",
                            wants=("dialogue",), zip="17013", setting="community-dispute", bases=("race",), name="Dean's office",
                            organisation={"name": "Alden College", "kind": "school"}, phone="717-555-0171")  # fmt: skip
    now = yield stage.at(40, "12:00")
    work = stage.begin(
        now, reference, by="hattie", lead="ferris", title="Alden College: a vigil in the library", category="education"
    )
    work.party(now, "club", "Student club", "school", role="affected")
    work.party(now, "campus", "Campus police", "law-enforcement-campus", role="institution")
    work.log(now, "call", "Both want a written rule for vigils.", met=["club", "campus"], minutes=30, tension=4)
    now = yield stage.at(21, "10:00")
    case = open_case(stage.viewer("corliss"), reference, now=now)
    cases.assign(cases=[case], lead=stage.people["gideon"], viewer=stage.viewer("corliss"), now=now)
    work.lead = "gideon"
    work.log(now + timedelta(hours=1), "note", "Taken over. Next: one meeting with both.", back=25)
    now = yield stage.at(10, "10:00")
    cases.pause(
        case=work.case(now), reason="Examinations until the end of the month.", viewer=stage.viewer("gideon"), now=now
    )


def a_year_later(stage: Stage) -> Story:
    """Closed a year ago; last week the third call was made, and it still holds."""
    now = yield stage.at(420, "10:00")
    reference = stage.rings(
        now,
        taken_by="tomas",
        narrative="Barbers, church and precinct want to stop a quarrel about a corner.",
        wants=("dialogue",),
        zip="48201",
        setting="community-dispute",
        bases=("race",),
        phone="313-555-0144",
        name="Mr. Lyle",
    )
    work = stage.begin(
        now,
        reference,
        by="tomas",
        lead="yara",
        title="Corner of Third: barbers and precinct",
        category="administration-of-justice",
    )
    now = yield stage.at(418, "10:00")
    work.party(now, "barbers", "Four barbers", "business")
    work.party(now, "precinct", "Third precinct", "law-enforcement-local", role="institution")
    work.log(now, "visit", "In the shop, and in the precinct.", met=["barbers", "precinct"], minutes=90, tension=6)
    for key in ("barbers", "precinct"):
        work.seat(now, key, "at-table")
    work.session(
        now, "day", "dialogue", "SPCP evening in the church", stage.at(400, "17:00"), program="spcp", minutes=240
    )
    now = yield stage.at(399, "10:00")
    work.deliver(now, "day", 240, {"community-member": 31, "law-enforcement": 9}, prep_minutes=400, languages=["en"])
    work.outcome(now, "charter", "A charter of the corner, on one page.")
    work.tension(now, 3)
    now = yield stage.at(372, "10:00")
    work.close(now, "The charter hangs in both places.")
    for days, result in ((30, "kept"), (90, "partly"), (365, "kept")):
        now = yield stage.at(372 - days, "11:00")
        work.follow_up(now, days, result, "Asked in the shop and in the precinct.", tension=2)


def heard_on_the_radio(stage: Stage) -> Story:
    """Alerts of our own over the year; each is looked at, and most are only counted."""
    for days, who, zip_code, grade, what in (
        (200, "virgil", "30310", "potential", "An anniversary in April; it was tense last year."),
        (151, "silas", "98409", "evidenced", "A flyer calls for a crowd before a mosque."),
        (117, "rosalia", "78702", "experienced", "Partner: a fight between two groups after a vigil."),
        (66, "lorna", "63103", "potential", "A verdict is due in three weeks."),
    ):
        now = yield stage.at(days, "09:30")
        raised = intake.raise_alert(
            answers(
                {"narrative": what, "zip": zip_code, "setting": "public-event", "bases": ("race",), "when": "later"}
            ),
            grade=grade,
            source="Local news and a partner",
            viewer=stage.viewer(who),
            now=now,
        )
        request = stage.look(who, raised.matter.reference, now)
        intake.count_only(request, viewer=stage.viewer(who), now=now)


STORIES = (
    a_year_later,
    heard_on_the_radio,
    broken_promise,
    promise_due,
    refused_mediation,
    across_a_border,
    religion_referred,
    withdrawn,
    read_too_late,
    letter_by_hand,
    event_tomorrow,
    own_initiative,
    changed_hands,
)
