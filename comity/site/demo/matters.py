"""The smaller matters of the demonstration, one in a line, and the calls of a year that needed no case."""

from dataclasses import dataclass

C, E, J = "general-community-relations", "education", "administration-of-justice"
FORUM, INCIDENTS, WORSHIP = "hate-crimes-forum", "bias-incidents-forum", "places-of-worship-forum"
DISPUTE, CRIME, INCIDENT, EVENT, ADVICE = (
    "community-dispute",
    "hate-crime",
    "bias-incident",
    "public-event",
    "training-or-advice",
)


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
    m("tomas", "inez", "54601", "en", INCIDENT, "race", "A video from the locker room goes around.", "Bluff School: a video", E, SCHOOL, "dialogue", "school-spirit", "active", "none"),
    m("tomas", "inez", "55104", "so", DISPUTE, "religion race", "Masjidka iyo deriska: meel gawaarida la dhigo.", "Selby: parking and prayer", C, "faith community-based government", "mediation", "mediation", "active", "none"),
    m("tomas", "inez", "53703", "en", DISPUTE, "race", "Students and campus police after a search.", "Lakeside Hall: after a search", J, "school law-enforcement-campus", "dialogue", "campus-spirit", "active", "none"),
    m("tomas", "inez", "61101", "es", INCIDENT, "national-origin", "Cartas sin firma a las familias nuevas.", "Rock Bend: unsigned letters", C, POLICE, "dialogue", INCIDENTS, "assess", "none"),
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

# What callers say, in short: setting, bases, language, how it ends, words.
SAID = (
    (ADVICE, "race", "en", "advise", "How do we answer a rumor before the weekend?"),
    (INCIDENT, "national-origin", "es", "count", "Gritos desde un coche, otra vez."),
    (ADVICE, "religion", "en", "advise", "A congregation asks who should stand at its door."),
    (EVENT, "race", "en", "advise", "The permit is there. Who tells the shops?"),
    (INCIDENT, "race", "en", "count", "A word on a wall; it is gone already."),
    (DISPUTE, "race", "en", "advise", "Two coaches want to know how to begin a talk."),
    (INCIDENT, "sexual-orientation", "en", "count", "A flag was torn down. They only want it counted."),
)
# Desk, area, how many: so that a year's map has more than one dot in a region.
CALLS = (
    ("virgil", "30303", 5), ("abel", "85004", 4), ("rosalia", "78205", 3), ("rosalia", "70802", 2), ("opal", "07102", 3),
    ("silas", "99201", 2), ("silas", "97301", 2), ("hattie", "15219", 3), ("hattie", "21202", 1), ("lorna", "65201", 3),
    ("lorna", "66101", 2), ("piers", "02118", 3), ("piers", "02903", 2),
)  # fmt: skip


def calls() -> list[Matter]:
    """Short calls and mails, in turn."""
    found: list[Matter] = []
    for desk, area, count in CALLS:
        for _number in range(count):
            turn = len(found)
            setting, bases, language, end, words = SAID[turn % len(SAID)]
            channel = ("phone", "phone", "email", "walk-in", "phone")[turn % 5]
            found.append(Matter(desk, "", area, language, setting, bases, words, end=end, channel=channel))
    return found
