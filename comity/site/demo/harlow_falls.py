"""Harlow Falls: graffiti at a school, two walkouts, joint sessions, and an agreement on five of eight points."""

from datetime import datetime

from comity.cases import actions as cases
from comity.cases.access import cases_known_to
from comity.intake import front
from comity.notices import actions as notices
from comity.site.demo.pictures import whiteboard
from comity.site.demo.stage import Stage, Story, Work
from comity.trust import doors

ZIP = "54482"  # a town of this name does not exist; the area does, so that the request finds its office


def case(stage: Stage) -> Story:
    """The parents write in Chinese; five weeks later six of eight sit at one table."""
    now = yield stage.at(34, "09:20")
    parents = stage.sends(
        now,
        language="zh-hans",
        narrative="上周五，学校体育馆的墙上被人写了辱骂亚裔学生的话，还画了侮辱性的图。过了四天才被擦掉。学校的通知只有英文，很多家长看不懂。"
        "孩子们说要罢课。我们希望有人帮助家长、学生和学校坐下来谈一谈。",
        wants=("dialogue", "talk"),
        when="week",
        asked_as="organisation",
        place="Harlow Falls, Wisconsin",
        zip=ZIP,
        setting="bias-incident",
        bases=("race", "national-origin"),
        incident_on=stage.on(38),
        under_18=True,
        name="Meiling Zhou",
        organisation={"name": "Chinese American Parents Association", "kind": "community-based", "size": "60"},
        email="meiling.zhou@harlow-falls.example",
        safe_when=("mornings", "evenings"),
        consents={"statistics": True, "specialist": True, "share:school": True},
        people_reached=60,
    )
    stage.card("zh-hans", "Harlow Falls High: graffiti, two walkouts")
    now = yield stage.at(34, "11:05")
    work = stage.begin(
        now,
        parents.reference,
        by="tomas",
        lead="inez",
        title="Harlow Falls High: graffiti and walkouts",
        category="education",
        minors=True,
    )
    yield from meets_everybody(stage, work)
    yield from assesses(stage, work)
    yield from first_session(stage, work)
    yield from second_walkout(stage, work, parents)
    yield from second_session(stage, work)
    yield from today(stage, work, parents)


def meets_everybody(stage: Stage, work: Work) -> Story:
    """The first calls, and eight chairs."""
    now = yield stage.at(34, "13:30")
    work.party(
        now, "parents", "Meiling Zhou", "community-based", organisation="Chinese American Parents Association",
        language="zh-hans", role="leader", mandate="Speaks for about sixty families", contact={"how": "phone", "phone": "715-555-0119", "safe_when": ["mornings", "evenings"], "safe_note": "Not at the shop"},
    )  # fmt: skip
    work.log(now, "call", "Most parents have not seen the school's notices: they came in English only. They are worried "
             "about photos of their children online. They want to talk, not to shout.",
             met=["parents"], with_whom="Meiling Zhou, in Chinese with W. Foss of New York interpreting", minutes=35, tension=6, key="first")  # fmt: skip
    now = yield stage.at(33, "10:10")
    work.party(now, "school", "Dr. Aaron Pruitt", "school", organisation="Harlow Falls School District",
               role="institution", mandate="Superintendent; may sign for the district")  # fmt: skip
    work.party(
        now,
        "police",
        "Chief Dana Whitlock",
        "law-enforcement-local",
        organisation="Harlow Falls Police",
        role="institution",
    )
    work.party(now, "students", "Student council, two representatives", "school", role="affected", is_minor=True,
               mandate="Elected; guardians' consent on file")  # fmt: skip
    work.log(now, "call", "Has ordered the wall cleaned and is sorry that it took four days. Fears a walkout during exams.",
             met=["school"], minutes=20)  # fmt: skip
    now = yield stage.at(32, "15:00")
    work.party(now, "city", "Renee Okafor", "government", organisation="City Manager's office", role="institution")
    work.party(now, "faith", "Rev. Jonah Kemp", "faith", organisation="Interfaith table of Harlow Falls", role="leader")
    work.party(now, "teachers", "Teachers' association", "other", role="party")
    work.party(now, "hmong", "Hmong Community Center", "community-based", language="hmn", role="affected",
               mandate="About forty families; nobody has spoken with them yet")  # fmt: skip
    work.log(now, "visit", "Long talk in the city hall. The city will give a neutral room: the public library, Room B.",
             met=["city"], minutes=50)  # fmt: skip
    for key in ("parents", "school", "police", "students", "city", "faith", "teachers"):
        work.seat(now, key, "invited")


def assesses(stage: Stage, work: Work) -> Story:
    """The first walkout, eight interviews, eight issues, a plan."""
    now = yield stage.at(28, "16:40")
    work.log(now, "observed", "First walkout: about 150 students, 40 minutes, calm. No officers in sight, as agreed by telephone.",
             minutes=60, tension=7)  # fmt: skip
    now = yield stage.at(26, "10:00")
    work.interview(now, "parents", "Want notices in Chinese and a named person to call. Not interested in punishment.")
    work.interview(now, "students", "Two girls are afraid to be named. They want the board to listen, once, in person.")
    work.interview(now, "school", "Would change the notices tomorrow. Cannot drop the walkout absences alone.")
    now = yield stage.at(25, "14:00")
    work.interview(now, "police", "Does not want officers in the hallway. Needs the route a day ahead.")
    work.interview(now, "faith", "Offers to read a statement for whoever cannot.", circle=2)
    work.interview(now, "city", "Supports a joint statement.", circle=2)
    now = yield stage.at(24, "11:30")
    for text, weights in (
        ("The graffiti stayed for four days", {"parents": 3, "students": 3, "school": 2, "faith": 2}),
        ("School notices come in English only", {"parents": 3, "school": 2, "students": 1}),
        ("Absences counted after the walkout", {"students": 3, "school": 3, "parents": 2}),
        ("Nobody knows whom to call after an incident", {"parents": 3, "students": 2, "police": 2}),
        ("Officers inside the school", {"students": 3, "police": 3, "school": 2, "parents": 2}),
        ("Photos of students online", {"parents": 3, "students": 3}),
        ("The Hmong families were never asked", {"faith": 2, "city": 2}),
        ("A day in the year to remember and to learn", {"students": 2, "faith": 2, "school": 1}),
    ):
        work.issue(now, text, **weights)
    work.assess(now, "facilitate", "All seven who were asked would sit down together. The board meeting is the clock: the students "
                "speak there. The Hmong Community Center must be asked before anything is signed.")  # fmt: skip
    work.tension(now, 6)
    now = yield stage.at(23, "15:15")
    work.plan(
        now,
        "Parents, students, school, police and city agree what the school does on the day after an incident, in the "
        "languages the families read, and stand together before the board.",
        ("dialogue", "school-spirit", stage.on(-14)),
        ("mediation", "", stage.on(-9)),
        ("training", "facilitating-meetings", stage.on(-20)),
        success={
            "done": "Three joint sessions with at least six of the eight at the table",
            "impact": "A written way of answering an incident within one day, in English, Chinese and Hmong",
            "lasting": "A group of students and parents that meets the principal every month",
        },
        approved_by="augusta",
    )


def first_session(stage: Stage, work: Work) -> Story:
    """The ground rules are agreed; the issues are ranked by dots."""
    now = yield stage.at(20, "09:30")
    for key in ("parents", "school", "students", "police", "city"):
        work.seat(now, key, "at-table")
    work.session(now, "one", "dialogue", "Joint session 1", stage.at(15, "18:00"), program="school-spirit", minutes=150,
                 openness="by-invitation", place="Public library, Room B", staff=("inez", "niall"),
                 agenda="Ground rules; what each of us wants the others to know; the issues, ranked",
                 interpreters=[("zh-hans", "spoken")])  # fmt: skip
    now = yield stage.at(18, "10:00")
    work.interpreter(now, "one", "zh-hans", "L. Sunderby")
    now = yield stage.at(14, "09:00")
    work.deliver(now, "one", 140, {"parent": 5, "student": 2, "school-staff": 3, "law-enforcement": 2, "official": 1, "faith-leader": 1},
                 prep_minutes=180, languages=["en", "zh-hans"],
                 outputs="Ground rules agreed. Eight issues, ranked by dots: four days until it was cleaned (13), notices in "
                 "English only (9), absences (8).")  # fmt: skip
    work.seat(now, "faith", "at-table")
    work.tension(now, 5)
    work.paper(now, "rules", "Ground rules of the joint sessions", "ground-rules",
               "One person speaks at a time. What is said in the room stays in the room. Nobody's child is photographed.\n"
               "一次一个人发言。在这里说的话留在这里。不拍任何人的孩子。")  # fmt: skip
    work.release(now, "rules", "parties")


def second_walkout(stage: Stage, work: Work, parents: front.Opened) -> Story:
    """It nearly goes wrong at a corner; two students are afraid."""
    now = yield stage.at(12, "14:10")
    work.log(now, "observed", "Second walkout: about 240 students, 55 minutes. Calm start. Shouting at the corner of Main and "
             "Third when a truck stopped; two teacher marshals moved the line on. No arrests.",
             minutes=70, tension=7, photo=whiteboard())  # fmt: skip
    now = yield stage.at(11, "09:45")
    work.log(now, "caucus", "Two students fear being named before the board. They would accept a written statement that "
             "Rev. Kemp reads instead.", met=["students"], with_whom="Student council; a guardian was present",
             minutes=40, sealed_to="co")  # fmt: skip
    work.log(now, "note", "My own impression: the superintendent is nearer to yes than he says. Wait.", sealed_to="me")


def second_session(stage: Stage, work: Work) -> Story:
    """Five of eight points are agreed."""
    now = yield stage.at(9, "10:30")
    work.session(now, "two", "mediation", "Joint session 2", stage.at(5, "18:00"), program="mediation", minutes=150,
                 place="Public library, Room B", staff=("inez", "niall"), interpreters=[("zh-hans", "spoken")])  # fmt: skip
    work.interpreter(now, "two", "zh-hans", "L. Sunderby")
    now = yield stage.at(6, "11:00")
    work.log(now, "call", "No answer for a week. Left word with the secretary.", met=["teachers"], minutes=5, key="teachers",
             back=6)  # fmt: skip
    now = yield stage.at(4, "09:10")
    work.deliver(now, "two", 165, {"parent": 6, "student": 2, "school-staff": 3, "law-enforcement": 1, "official": 1, "faith-leader": 1},
                 prep_minutes=120, languages=["en", "zh-hans"],
                 outputs="Agreed: cleaning within one school day; notices in three languages; one name to call; no officers in the "
                 "hallway; no photos. Open: absences, the yearly day, the seat of the Hmong families.")  # fmt: skip
    work.outcome(now, "agreement", "Five of eight points, initialled by six parties.", extent="partial")
    work.tension(now, 4, "Laughter at the end, for the first time.")
    now = yield stage.at(3, "10:00")
    work.paper(now, "points", "Five points agreed so far", "agreement",
               "1. Hateful writing is covered within the hour and cleaned within one school day.\n2. Notices go out in English, "
               "Chinese and Hmong.\n3. One named person answers the telephone.\n4. Officers stay outside.\n5. No photos of students.")  # fmt: skip
    work.release(now, "points", "parties")
    work.paper(now, "statement", "Joint statement for the board meeting (draft)", "statement",
               "We, parents, students, teachers and neighbors of Harlow Falls, ...")  # fmt: skip
    work.session(now, "three", "mediation", "Joint session 3: the three open points", stage.at(-9, "18:00"), program="mediation",
                 minutes=150, place="Public library, Room B; step-free", staff=("inez", "niall"),
                 agenda="Absences; a yearly day; the seat of the Hmong families",
                 interpreters=[("zh-hans", "spoken"), ("hmn", "spoken")])  # fmt: skip
    work.interpreter(now, "three", "zh-hans", "L. Sunderby")
    work.session(now, "marshals", "training", "Student marshals for the walk to the board meeting", stage.at(-12, "15:30"),
                 program="event-marshals", minutes=90, openness="by-invitation", place="School gym", staff=("dov", "inez"))  # fmt: skip
    work.session(now, "council", "consultation", "With the student council: how to speak before the board", stage.at(0, "15:30"), minutes=60,
                 place="School library", recipient_kind="school", topic="Speaking before the board without being named")  # fmt: skip


def today(stage: Stage, work: Work, parents: front.Opened) -> Story:
    """This morning: a call, a message in Chinese, two calls to return."""
    now = yield stage.ago(20)
    work.log(now, "call", "The district will print the notices in three languages from next week on.",
             met=["school"], minutes=10, key="answer", back=1)  # fmt: skip
    matter = doors.open_matter(stage.viewer("inez"), work.reference, because="message", now=now)
    notices.answer(
        matter,
        body="谢谢您来参加会谈。第三次会谈的座位安排，您有什么希望吗？",
        language="zh-hans",
        viewer=stage.viewer("inez"),
        now=now,
    )
    now = yield stage.ago(3)
    write_from(stage, parents, "家长们愿意参加第三次会谈，但是希望座位安排不要让孩子正对着警察。", now)
    now = yield stage.ago(1.5)
    work.log(now, "call", "Will not station officers inside the school on the day of the board meeting. Asks the student council to "
             "share the route a day ahead; glad for us to carry that message.", met=["police"], minutes=12, back=0, key="message")  # fmt: skip


def write_from(stage: Stage, person: front.Opened, body: str, now: datetime) -> None:
    """The person writes with their receipt."""
    front.messages(person.viewer, now=now)
    front.write_message(person.viewer, body, language=person.viewer.language, now=now)


def neighbours(stage: Stage) -> Story:
    """Three reports of the same days; they are added to the case, and the case does not learn who sent them."""
    now = yield stage.at(31, "08:15")
    reports = []
    for language, text in (
        ("en", "My locker had the same word on it as the gym wall. I told nobody at school."),
        ("hmn", "Peb cov me nyuam raug thuam hauv tsev kawm ntawv. Peb ntshai."),
        ("zh-hans", "我女儿在校车上被同学骂，让她回自己的国家去。"),
    ):
        sent = stage.sends(
            now, flow="report", language=language, narrative=text, wants=("counted",), when="past", place="Harlow Falls",
            zip=ZIP, bases=("race",), incident_on=stage.on(33), under_18=True, consents={"statistics": True},
        )  # fmt: skip
        reports.append(sent.reference)
    now = yield stage.at(31, "10:20")
    known = (
        cases_known_to(stage.viewer("augusta")).filter(title__startswith="Harlow Falls").select_related("matter").get()
    )
    for reference in reports:
        cases.link_request(
            request=stage.look("tomas", reference, now), case=known, viewer=stage.viewer("tomas"), now=now
        )
