"""Write the documents that are drawn from the code, or with --check say which one has drifted.

docs/lives/ from the lifecycles, docs/fields.md from the classes of the fields, docs/open-pages.md from the addresses.
A change of policy is then a diff in a document. (docs/who-sees-what.md is written by its test, which needs rows.)
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")
django.setup()

from comity.cases import lifecycle as cases  # noqa: E402 - Django must be set up first
from comity.intake import lifecycle as intake  # noqa: E402
from comity.notices import lifecycle as notices  # noqa: E402
from comity.trust.classes import as_markdown as fields  # noqa: E402
from comity.trust.lifecycle import lives  # noqa: E402
from comity.web.openpages import as_markdown as open_pages  # noqa: E402

DOCS = Path(__file__).resolve().parent.parent / "docs"
HEAD = "Drawn from the code by `make docs`; do not edit.\n\n"
PAGES: dict[str, Callable[[], str]] = {
    "lives/request.md": lambda: HEAD + lives([("How a request lives", intake.LIFECYCLE)]),
    "lives/notice.md": lambda: HEAD + lives([("How a notice lives", notices.LIFECYCLE)]),
    "lives/case.md": lambda: (
        HEAD
        + lives(
            [
                ("How a case lives", cases.CASE),
                ("How an engagement lives", cases.ENGAGEMENT),
                ("How a document is released", cases.RELEASE),
            ]
        )
    ),
    "fields.md": fields,
    "open-pages.md": open_pages,
}


def drifted() -> list[str]:
    found = []
    for name, write in PAGES.items():
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != write():
            found.append(f"docs/{name} is not what the code says; run: make docs")
    return found


if __name__ == "__main__":
    if "--check" in sys.argv:
        complaints = drifted()
        print(*complaints, sep="\n")
        sys.exit(bool(complaints))
    for name, write in PAGES.items():
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(write(), encoding="utf-8")
