"""``comity serve``: the pages, by granian. It refuses to open a house that is not ready for the public."""

from django.conf import settings

from comity.agency import profile
from comity.site.first_run import NotReady
from comity.site.health import are_migrations_applied
from comity.trust import sealing


def refuse_if_not_ready() -> None:
    """What must hold before anybody is let in; raises NotReady with the sentence for the operator."""
    if not settings.SECRET_FILE.exists():
        raise NotReady(f"there is no {settings.SECRET_FILE} yet; run: comity setup")
    try:
        sealing.master()
    except sealing.KeyMissing as error:
        raise NotReady(str(error)) from None
    if not are_migrations_applied():
        raise NotReady("the database is older than this version of Comity; run: comity setup")
    if not settings.DEMO and (lines := profile.unpublishable()):
        listed = "\n".join(f"  {line}" for line in lines)
        raise NotReady(
            f"the profile still shows contact lines that are not in service:\n{listed}\n"
            "Put your own into a profile of your own (docs/run-it.md) and load it with comity setup --profile NAME"
        )


def serve(*, address: str, port: int, workers: int) -> None:
    """Serve until told to stop. One blocking thread per worker: a page is short, and SQLite has one writer."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "comity.site.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        log_enabled=False,
    ).serve()
