"""Everything else that an office does in a year: about fifty matters from all regions, in short."""

import random
from dataclasses import dataclass
from datetime import timedelta

from comity.intake import actions as intake
from comity.site.demo.stage import Stage, Story, Work

C, E, J = "general-community-relations", "education", "administration-of-justice"
FORUM, INCIDENTS, WORSHIP = "hate-crimes-forum", "bias-incidents-forum", "places-of-worship-forum"
DISPUTE, CRIME, INCIDENT, EVENT, ADVICE = "community-dispute", "hate-crime", "bias-incident", "public-event", "training-or-advice"


@dataclass(frozen=True)
class Matter:
    """One matter in a line: where, what they said, who is concerned, what was done, how it ended."""

    desk: str
    lead: str
    zip: str
    language: str
    setting: str
    bases: str
    words: str
    title: str = ""
    category: str = C
    parties: str = "community-based government"
    service: str = "dialogue"
    program: str = ""
    end: str = "closed"  # closed active assess advise count not-ours
    outcome: str = "agreement"
    channel: str = "web"


def m(*told: str, **more: str) -> Matter:
    return Matter(*told, **more)


POLICE = "community-based law-enforcement-local faith"
SCHOOL = "school community-based law-enforcement-local"

MATTERS = (
    # New England
    m("piers", "thea", "04101", "so", INCIDENT, "race religion", "Carruurta waxaa lagu cayay garoonka. Waxaan rabnaa kulan.", "Spurwink: at the playing field", C, POLICE, "dialogue", INCIDENTS, outcome="council"),
    m("piers", "thea", "02301", "pt", INCIDENT, "national-origin", "Na loja escreveram palavras contra nós. Queremos falar com a polícia.", "Tannery Row: words on shop fronts", C, POLICE, "dialogue", "city-spirit", outcome="action-plan"),
    m("piers", "thea", "01852", "km", DISPUTE, "national-origin", "Elders and the housing office do not understand each other.", "Mill Lane: elders and the housing office", C, "community-based government", "mediation", "mediation"),
    m("piers", "thea", "05401", "en", ADVICE, "gender-identity", "Our police academy asks for a training.", "Champlain academy: a training", J, "law-enforcement-state", "training", "transgender-community", outcome="policy-change"),
    m("piers", "thea", "06106", "es", DISPUTE, "race", "Los vecinos y el parque: discusiones cada fin de semana.", end="advise", channel="phone"),
    m("piers", "thea", "03103", "en", DISPUTE, "race", "A quarrel about one family's fence.", end="not-ours"),
    # Northeast
    m("opal", "wei", "11355", "zh-hans", CRIME, "race", "我们店里的人被打了，邻居们很害怕，希望和警察开个会。", "Flushing Row: after an assault", J, POLICE, "dialogue", FORUM, outcome="council"),
    m("opal", "gideon", "11235", "ru", INCIDENT, "religion", "На двери синагоги появилась надпись. Просим совета и встречи.", "Sheepshead: writing on a door", C, "faith law-enforcement-local", "dialogue", WORSHIP, outcome="action-plan"),
    m("opal", "wei", "07105", "es", DISPUTE, "national-origin", "Vendedores y policía municipal: hay tensión cada semana.", "Ironbound Square: vendors and police", J, POLICE, "mediation", "mediation"),
    m("opal", "gideon", "12207", "en", ADVICE, "race", "A state office wants to learn how to run hard meetings.", "Capital: running hard meetings", C, "government", "training", "facilitating-meetings", outcome="none"),
    m("opal", "wei", "00921", "es", EVENT, "race", "Marcha el próximo mes; pedimos ayuda con los voluntarios.", "San Ysidro: marshals for a march", C, "organiser law-enforcement-local government", "training", "event-marshals", outcome="action-plan"),
    m("opal", "gideon", "10453", "en", INCIDENT, "sexual-orientation", "Two men were shouted at on our street for weeks.", end="count"),
    m("opal", "wei", "13210", "en", ADVICE, "religion", "How do we answer a threat to our temple?", end="advise", channel="email"),
    # Mid-Atlantic
    m("hattie", "ferris", "19124", "en", DISPUTE, "race", "A rumor about a store set two streets against each other.", "Juniata: a rumor and a store", C, "business community-based law-enforcement-local", "dialogue", "tailored-dialogue"),
    m("hattie", "ferris", "22041", "vi", INCIDENT, "national-origin", "Nhà chùa của chúng tôi bị ném trứng ba lần.", "Lotus Hill: eggs at the temple", C, POLICE, "dialogue", WORSHIP, outcome="council"),
    m("hattie", "ferris", "21215", "en", CRIME, "race religion", "A noose was found at the bus stop near our church.", "Park Heights: what was found at a bus stop", J, POLICE, "dialogue", FORUM, outcome="resolution"),
    m("hattie", "ferris", "20002", "en", EVENT, "race", "Three groups want the same square on the same day.", "Union Square: three groups, one day", C, "organiser government law-enforcement-federal", "consultation", "contingency-planning", outcome="action-plan"),
    m("hattie", "ferris", "26505", "en", DISPUTE, "race", "Students and campus police after a party was broken up.", "Arnold Hall: after a party", E, "school law-enforcement-campus", "dialogue", "campus-spirit", outcome="mou"),
    # Southeast
    m("virgil", "solange", "30340", "es", DISPUTE, "national-origin", "Retenes frente a la iglesia los domingos. Pedimos una reunión.", "Buford Road: stops on Sundays", J, POLICE, "dialogue", "spcp", outcome="mou"),
    m("virgil", "solange", "29403", "en", DISPUTE, "race", "The monument in the green divides the council.", "Harbor Green: a monument", C, "government civil-rights community-based", "mediation", "mediation", outcome="resolution"),
    m("virgil", "remy", "33127", "ht", DISPUTE, "race national-origin", "Jèn yo ak lapolis nan katye a pa ka pale ansanm.", "Little River: young people and police", J, POLICE, "dialogue", "spcp", "active", "none"),
    m("virgil", "solange", "38109", "en", CRIME, "race", "Shots were fired at a church sign.", "Whitehaven: shots at a sign", J, POLICE, "dialogue", WORSHIP, outcome="action-plan"),
    m("virgil", "solange", "28205", "en", INCIDENT, "disability", "A group home gets letters telling its people to move away.", "Plaza Court: letters to a group home", C, "community-based government", "dialogue", INCIDENTS, outcome="proclamation"),
    m("virgil", "solange", "35204", "en", ADVICE, "race", "The police want the roll call kit.", end="advise", channel="email"),
    m("virgil", "solange", "39203", "en", DISPUTE, "race", "I was dismissed and want to sue.", end="not-ours", channel="phone"),
    # Midwest
    m("tomas", "inez", "55411", "hmn", DISPUTE, "national-origin", "Peb xav tau kev pab tham nrog tub ceev xwm.", "North Loop: Hmong elders and the precinct", J, POLICE, "dialogue", "spcp", "active", "none"),
    m("tomas", "inez", "53208", "en", INCIDENT, "race", "Two fights after the game, and a post that names a school.", "Vliet Street: after the game", E, SCHOOL, "dialogue", "school-spirit", outcome="action-plan"),
    m("tomas", "niall", "46802", "en", ADVICE, "religion", "Hospital chaplains ask for a training about Muslim neighbors.", "Fort Street: hospital chaplains", C, "faith other", "training", "muslim-americans", outcome="none"),
    m("tomas", "dov", "48212", "ar", EVENT, "religion national-origin", "نريد مساعدة في تأمين مسيرة سلمية.", "Hamtown: a quiet procession", C, "organiser law-enforcement-local faith", "consultation", "contingency-planning", outcome="action-plan"),
    m("tomas", "inez", "60623", "es", DISPUTE, "race", "Dos barrios pelean por el uso del gimnasio.", "Kedzie: one gym, two neighborhoods", C, "community-based government", "mediation", "mediation", outcome="letter"),
    m("tomas", "niall", "44105", "en", INCIDENT, "race", "Flyers were put on cars.", end="count"),
    # Southwest
    m("rosalia", "hung", "77036", "vi", CRIME, "race", "Có người đe dọa khu chợ của chúng tôi.", "Bellaire Market: threats", J, POLICE, "dialogue", FORUM, outcome="council"),
    m("rosalia", "marisol", "79901", "es", DISPUTE, "national-origin", "Los estudiantes y la policía escolar.", "Segundo: students and school officers", E, SCHOOL, "dialogue", "school-spirit", outcome="mou"),
    m("rosalia", "marisol", "74106", "en", DISPUTE, "race", "A commission and a neighborhood about a burial ground.", "Greenline: a burial ground", C, "government civil-rights faith", "mediation", "mediation", outcome="agreement"),
    m("rosalia", "marisol", "70117", "en", EVENT, "race", "A parade passes a place of mourning.", "St. Roch: a parade's way", C, "organiser law-enforcement-local first-responder", "consultation", "contingency-planning", outcome="action-plan"),
    m("rosalia", "marisol", "87105", "es", INCIDENT, "national-origin", "Insultos a los jornaleros en la esquina.", end="advise", channel="phone"),
    # Central
    m("lorna", "ansel", "63118", "en", DISPUTE, "race", "Curfew stops on one street.", "Cherokee Street: curfew stops", J, POLICE, "dialogue", "spcp", outcome="policy-change"),
    m("lorna", "ansel", "68107", "es", INCIDENT, "national-origin", "Amenazas en la escuela de mis hijos.", "South Omaha Hill: threats at a school", E, SCHOOL, "dialogue", "school-spirit", outcome="action-plan"),
    m("lorna", "ansel", "67214", "en", CRIME, "sexual-orientation gender-identity", "A man was beaten outside our center.", "Ninth Street: after an assault", J, "lgbtq law-enforcement-local government", "dialogue", "community-meeting-after-incident", outcome="council"),
    m("lorna", "ansel", "50314", "so", DISPUTE, "race religion", "Shaqaalaha warshadda iyo maamulka ayaa isku haya waqtiga salaadda.", "Packing House: hours of prayer", C, "business community-based faith", "mediation", "mediation", "active", "none"),
    m("lorna", "ansel", "64130", "en", ADVICE, "race", "A chief asks how to speak after a video is released.", end="advise", channel="phone"),
    # Rocky Mountain
    m("greta", "cato", "80219", "es", DISPUTE, "national-origin", "El mercado y la ciudad no se ponen de acuerdo.", "Westwood: a market and its permit", C, "business government", "mediation", "mediation", outcome="mou"),
    m("greta", "cato", "84116", "en", INCIDENT, "race", "Stickers at the high school, week after week.", "Rose Park: stickers at a school", E, SCHOOL, "dialogue", "school-spirit", "active", "none"),
    m("greta", "cato", "57701", "en", DISPUTE, "race", "Native families and the hospital.", "Rapid Fork: families and the hospital", C, "community-based other government", "dialogue", "tailored-dialogue", outcome="council"),
    m("greta", "cato", "81003", "en", ADVICE, "gender", "A council wants to answer threats to women who hold office.", end="advise", channel="phone"),
    # West
    m("abel", "junie", "92843", "vi", INCIDENT, "race", "Các cụ già bị xô ngã ở công viên.", "Garden Row: in the park", C, POLICE, "dialogue", INCIDENTS, outcome="action-plan"),
    m("abel", "junie", "90044", "ko", DISPUTE, "race", "가게 주인들과 동네 청년들 사이에 다툼이 계속됩니다.", "Vermont Knoll: shops and young people", C, "business community-based law-enforcement-local", "mediation", "mediation", outcome="letter"),
    m("abel", "petra", "94124", "zh-hans", CRIME, "race", "老人在车站被推倒，社区要求开会。", "Third Street: at the tram stop", J, POLICE, "dialogue", FORUM, outcome="council"),
    m("abel", "junie", "86040", "nv", DISPUTE, "race", "Bordertown police and Navajo families.", "Painted Wash: police and families", J, "law-enforcement-local law-enforcement-tribal community-based", "dialogue", "spcp", "active", "none"),
    m("abel", "harleen", "93728", "pa", INCIDENT, "religion", "ਬੱਚਿਆਂ ਦੀ ਪੱਗ ਖਿੱਚੀ ਗਈ।", "Fig Garden: at a middle school", E, SCHOOL, "training", "sikh-americans", "assess", "none"),
    # Northwest
    m("silas", "keiko", "98118", "vi", DISPUTE, "race", "Học sinh đánh nhau theo nhóm, phụ huynh rất lo.", "Rainier Bend: fights at a school", E, SCHOOL, "dialogue", "school-spirit", outcome="action-plan"),
    m("silas", "lowell", "99501", "en", DISPUTE, "race", "Village elders and the troopers.", "Ship Creek: elders and troopers", J, "law-enforcement-state community-based", "dialogue", "spcp", outcome="mou"),
    m("silas", "keiko", "83702", "en", EVENT, "sexual-orientation", "A drag reading and a counter-crowd at the library.", "Hyde Library: a reading and a crowd", C, "lgbtq law-enforcement-local government", "consultation", "contingency-planning", outcome="action-plan"),
    m("silas", "lowell", "97233", "ru", INCIDENT, "religion", "Нам угрожают из-за нашей церкви.", end="count"),
    m("silas", "keiko", "98902", "es", ADVICE, "national-origin", "La radio local pide consejos contra rumores.", end="advise", channel="phone"),
)  # fmt: skip
TOPIC = {ADVICE: "training", EVENT: "safe-event", CRIME: "incident-response", INCIDENT: "incident-response", DISPUTE: "tension"}
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


def stories(stage: Stage) -> list[Story]:
    """Spread over the year so far; what is still open began lately."""
    chance = random.Random(7)  # noqa: S311 - the same demonstration every time
    year = max((stage.now.date() - stage.now.date().replace(month=1, day=1)).days, 120)
    order = list(MATTERS)
    chance.shuffle(order)
    told = []
    for number, matter in enumerate(order):
        began = 22 + number if matter.end in ("active", "assess") else year - 4 - number * (year - 60) // len(order)
        told.append(course(stage, matter, began, chance))
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
        work = stage.begin(now, reference, by=matter.desk, lead=matter.lead, title=matter.title, category=matter.category)
        yield from worked_on(stage, matter, work, chance, now)


def arrives(stage: Stage, matter: Matter, now: object) -> str:
    said = {
        "narrative": matter.words, "zip": matter.zip, "setting": matter.setting, "bases": tuple(matter.bases.split()),
        "wants": {"training": ("training",), "consultation": ("safe-event", "advice")}.get(matter.service, ("dialogue",)),
        "when": "later", "legal_claim": matter.end == "not-ours",
    }  # fmt: skip
    if matter.channel != "web":
        return stage.rings(now, taken_by=matter.desk, channel=matter.channel, language=matter.language, phone="202-555-0150", **said)  # type: ignore[arg-type]
    email = f"{matter.zip}@people.example"
    return stage.sends(now, language=matter.language, email=email, consents={"statistics": True, "specialist": True}, **said).reference  # type: ignore[arg-type]


def worked_on(stage: Stage, matter: Matter, work: Work, chance: random.Random, began) -> Story:  # type: ignore[no-untyped-def]
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
    work.session(now, "main", matter.service, matter.title, starts, program=matter.program, minutes=120, openness="by-invitation", **more)
    if matter.end == "active":
        now = yield max(now, stage.at(chance.randint(1, 13), "13:00"))
        if starts < now:
            work.deliver(now, "main", 120, present(keys, chance), prep_minutes=60, languages=["en", matter.language])
        work.log(now, "call", "Next step agreed by telephone.", met=keys[:1], minutes=15, back=chance.randint(1, 9))
        return
    now = yield starts + timedelta(hours=20)
    work.deliver(now, "main", chance.randint(6, 18) * 10, present(keys, chance), prep_minutes=chance.randint(1, 5) * 30,
                 languages=list(dict.fromkeys(["en", matter.language])), **more)  # fmt: skip
    work.tension(now, max(1, tense - chance.randint(1, 4)))
    yield from ends(matter, work, chance, now)


def present(keys: list[str], chance: random.Random) -> dict[str, int]:
    return {PRESENT.get(key, "other"): chance.randint(3, 28) for key in keys}


def ends(matter: Matter, work: Work, chance: random.Random, since) -> Story:  # type: ignore[no-untyped-def]
    now = yield since + timedelta(days=chance.randint(2, 6))
    work.outcome(now, matter.outcome, extent="none" if matter.outcome == "none" else chance.choice(("full", "partial")))
    work.close(now + timedelta(hours=1))
    result = chance.choice(("kept", "kept", "partly", "unknown"))
    now = yield now + timedelta(days=30)
    if now <= work.stage.now:
        work.follow_up(now, 30, result, "Asked by telephone.", tension=chance.randint(1, 4))
    now = yield now + timedelta(days=61)
    if now <= work.stage.now:
        work.follow_up(now, 90, result, "Asked by telephone.")
