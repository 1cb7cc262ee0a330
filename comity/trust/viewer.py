"""Who is looking, and why: the only thing the service asks before it shows anything."""

from dataclasses import dataclass, field

PURPOSES = ("notices", "clock", "figures", "search", "setup", "demo", "audit")


@dataclass(frozen=True)
class Viewer:
    """A person at a door, or a named job.

    ``principals`` are the names a grant may be made out to: ``account:7``, ``desk:atlanta:intake``, ``receipt:…``.
    ``posts`` are (role, office slug) pairs; a role alone opens nothing.
    """

    name: str
    principals: frozenset[str] = frozenset()
    account_id: int | None = None
    posts: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    language: str = "en"
    system: str = ""

    @property
    def principal(self) -> str:
        """The one name under which this viewer's acts are written down."""
        if self.system:
            return f"system:{self.system}"
        if self.account_id is not None:
            return f"account:{self.account_id}"
        return min(self.principals, default="nobody")

    def has_role(self, role: str, office: str | None = None) -> bool:
        return any(held == role and office in (None, at) for held, at in self.posts)

    def offices_as(self, *roles: str) -> frozenset[str]:
        """The offices at which this viewer holds one of the roles."""
        return frozenset(at for held, at in self.posts if held in roles)


def System(purpose: str) -> Viewer:  # noqa: N802 - read as a name: System("clock")
    """A job that may see every row, for one named purpose; it is written down under that name."""
    if purpose not in PURPOSES:
        raise ValueError(f"no job is called {purpose!r}; jobs are {', '.join(PURPOSES)}")
    return Viewer(name=purpose, system=purpose)


STRANGER = Viewer(name="stranger")
