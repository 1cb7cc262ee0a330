"""Who may read the figures: everybody whose work they describe, and the administrator, for they name no matter."""

from comity.trust.viewer import Viewer

READERS = ("specialist", "director", "headquarters", "administrator")


def may_read(viewer: Viewer) -> bool:
    """Figures may leave the office once small numbers are hidden, so any of these posts at any office is enough."""
    return viewer.account_id is not None and any(viewer.has_role(role) for role in READERS)
