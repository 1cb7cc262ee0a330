"""The people who work in the demonstration: headquarters, ten regional and four field offices, all invented."""

from dataclasses import dataclass
from datetime import timedelta

from comity.people import actions
from comity.site.demo.stage import DEMO, Stage

SINCE = timedelta(days=900)
ALL = ("mediator", "facilitator", "trainer", "consultant")


@dataclass(frozen=True)
class Colleague:
    """One person: the key the stories know them by, their name, languages, qualifications and posts."""

    key: str
    name: str
    posts: tuple[tuple[str, str], ...]
    languages: tuple[str, ...] = ("en",)
    qualified: tuple[str, ...] = ()


def works(
    key: str, name: str, office: str, *languages: str, qualified: tuple[str, ...] = ALL[:2], also: tuple[str, ...] = ()
) -> Colleague:
    """A specialist; in a small office the same person may sit at the intake desk too."""
    posts = (("specialist", office), *((role, office) for role in also))
    return Colleague(key, name, posts, ("en", *languages), qualified)


def reads(key: str, name: str, office: str, *languages: str) -> Colleague:
    """An intake worker."""
    return Colleague(key, name, (("intake", office),), ("en", *languages))


def directs(key: str, name: str, *offices: str, languages: tuple[str, ...] = ()) -> Colleague:
    """A director, of several regions as a rule."""
    return Colleague(key, name, tuple(("director", office) for office in offices), ("en", *languages), ("mediator",))


# The first two of each role stand on the card of sign-ins: who shows most comes first.
PEOPLE = (
    works("inez", "Inez Marrow", "chicago", "es", qualified=ALL),
    works("harleen", "Harleen Batra", "san-francisco", "pa", qualified=("mediator", "facilitator", "trainer")),
    reads("tomas", "Tomas Wielgosz", "chicago", "es"),
    reads("rosalia", "Rosalia Quintero", "dallas", "es"),
    directs("augusta", "Augusta Renner", "chicago", "detroit", "kansas-city"),
    directs("bao", "Bao Lindqvist", "los-angeles", "san-francisco", "seattle", languages=("vi",)),
    Colleague("miriam", "Miriam Hale", (("headquarters", "headquarters"), ("director", "headquarters")), ("en", "fr")),
    Colleague("osric", "Osric Dunmore", (("headquarters", "headquarters"), ("intake", "headquarters")), ("en", "ru")),
    Colleague("pelle", "Pelle Sandgren", (("administrator", "headquarters"),)),
    Colleague("wilna", "Wilna Obst", (("administrator", "headquarters"),)),
    directs("corliss", "Corliss Adair", "boston", "new-york", "philadelphia"),
    directs("delphine", "Delphine Aucoin", "atlanta", "miami", "dallas", "houston", languages=("ht", "fr")),
    directs("everett", "Everett Tallgrass", "denver"),
    works("niall", "Niall Kettleby", "chicago", qualified=("facilitator", "trainer")),
    works("yara", "Yara Haddix", "detroit", "ar", qualified=ALL, also=("intake",)),
    works("dov", "Dov Ellery", "detroit", qualified=("trainer", "consultant")),
    works("junie", "Junie Sato-Reyes", "los-angeles", "ko", "es", "tl"),
    reads("abel", "Abel Moncada", "los-angeles", "es"),
    works("petra", "Petra Voss", "san-francisco", "zh-hans", qualified=("trainer", "facilitator"), also=("intake",)),
    works("lowell", "Lowell Amundsen", "seattle", qualified=("mediator", "facilitator", "consultant")),
    works("keiko", "Keiko Farrow", "seattle", "vi", qualified=("trainer", "facilitator")),
    reads("silas", "Silas Reddick", "seattle"),
    works("marisol", "Marisol Teague", "dallas", "es", qualified=ALL),
    works("hung", "Hung Prewitt", "houston", "vi", "es", qualified=("mediator", "trainer"), also=("intake",)),
    works("cato", "Cato Birdsong", "denver", "nv", qualified=("mediator", "consultant")),
    reads("greta", "Greta Palmquist", "denver", "es"),
    works("ansel", "Ansel Whitcombe", "kansas-city", "so", qualified=("facilitator", "mediator")),
    reads("lorna", "Lorna Kipp", "kansas-city"),
    works("thea", "Thea Rosmarin", "boston", "km", qualified=("mediator", "trainer")),
    reads("piers", "Piers Nakai", "boston", "fr"),
    works("wei", "Weilan Foss", "new-york", "zh-hans", qualified=ALL),
    works("gideon", "Gideon Marsh", "new-york", "ru", qualified=("consultant", "facilitator")),
    reads("opal", "Opal Trujillo", "new-york", "es"),
    works("ferris", "Ferris Oyelaran", "philadelphia", "fr", qualified=("mediator", "facilitator")),
    reads("hattie", "Hattie Brandl", "philadelphia", "asl"),
    works("solange", "Solange Pettibone", "atlanta", "es", qualified=("mediator", "trainer", "facilitator")),
    reads("virgil", "Virgil Eastman", "atlanta", "es"),
    works("remy", "Remy Toussaint-Lake", "miami", "ht", "es", "fr", qualified=("facilitator",), also=("intake",)),
)


def hire(stage: Stage) -> None:
    """Everybody is invited and appointed; years ago, as far as the story goes."""
    since = (stage.now - SINCE).date()
    for one in PEOPLE:
        account = actions.invite(
            email=f"{one.key}@comity-demo.example",
            name=one.name,
            languages=one.languages,
            qualifications=one.qualified,
            viewer=DEMO,
            now=stage.now - SINCE,
        )
        for role, office in one.posts:
            actions.appoint(account=account, role=role, office=office, since=since, viewer=DEMO, now=stage.now - SINCE)
        stage.people[one.key] = account


def fill_rota(stage: Stage) -> None:
    """Who answers what comes in, a week at a time; in Kansas City nobody has been found for the week after next."""
    monday = stage.now.date() - timedelta(days=stage.now.weekday())
    for office, keys in at_the_desk().items():
        for week in range(-4, 5):
            if office == "kansas-city" and week == 2:
                continue
            begins = monday + timedelta(weeks=week)
            actions.set_duty(
                office=office,
                account=stage.people[keys[week % len(keys)]],
                from_on=begins,
                to_on=begins + timedelta(days=6),
                viewer=DEMO,
                now=min(stage.now, stage.at(max(0, -7 * week), "08:00")) if week < 0 else stage.ago(30),
            )


def at_the_desk() -> dict[str, list[str]]:
    """For each office those who take turns: its intake workers first, then its specialists."""
    found: dict[str, list[str]] = {}
    for role in ("intake", "specialist"):
        for one in PEOPLE:
            for held, office in one.posts:
                if held == role and one.key not in found.setdefault(office, []):
                    found[office].append(one.key)
    return found
