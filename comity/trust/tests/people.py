"""The cast, as viewers, with a matter for them. Amina and Jorge are parties, Lena leads, Kofi is elsewhere."""

from datetime import UTC, datetime

from comity.trust.models import Matter
from comity.trust.viewer import System, Viewer

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def staff(number: int, name: str, *posts: tuple[str, str]) -> Viewer:
    desks = {f"desk:{office}:{role}" for role, office in posts}
    return Viewer(
        name=name, account_id=number, principals=frozenset({f"account:{number}", *desks}), posts=frozenset(posts)
    )


LENA = staff(1, "Lena", ("specialist", "atlanta"))
SAM = staff(2, "Sam", ("director", "atlanta"))
KOFI = staff(3, "Kofi", ("specialist", "boston"))
AMINA = Viewer(name="Amina", principals=frozenset({"receipt:amina"}))


def matter_of_lena(now: datetime = NOON) -> Matter:
    return Matter.open_new(
        now=now,
        viewer=System("setup"),
        grants=[("account:1", "lead", "assigned"), ("receipt:amina", "person", "asked")],
    )
