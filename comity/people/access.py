"""Who may look after accounts, posts and the rota."""

from comity.trust.viewer import Viewer

CASE_ROLES = ("specialist", "intake", "director")


def may_keep_accounts(viewer: Viewer) -> bool:
    """Inviting people, appointing them and ending their posts is the administrator's work."""
    return viewer.has_role("administrator")


def may_set_duty(viewer: Viewer, office: str) -> bool:
    """The rota of an office is set by its director, its intake workers and the administrator."""
    return (
        viewer.has_role("administrator")
        or viewer.has_role("director", office)
        or viewer.has_role("intake", office)
        or viewer.has_role("headquarters")
    )


def may_see_loads(viewer: Viewer) -> bool:
    """How the work is spread is for directors and headquarters."""
    return viewer.has_role("director") or viewer.has_role("headquarters")


def works_on_matters(viewer: Viewer) -> bool:
    """Whether this person has any business with requests and cases."""
    return any(viewer.has_role(role) for role in (*CASE_ROLES, "headquarters"))
