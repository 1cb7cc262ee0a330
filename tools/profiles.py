"""Every profile that comes with the software is whole: rows, rules, and texts in each language promised."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def faults(folder: Path) -> list[str]:
    from comity.agency import checking, reading

    try:
        return [str(fault) for fault in checking.check(reading.read(folder))]
    except reading.BrokenProfile as broken:
        return [str(fault) for fault in broken.faults]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings_test")
    import django

    django.setup()
    found = [
        fault for each in sorted((ROOT / "comity" / "profiles").iterdir()) if each.is_dir() for fault in faults(each)
    ]
    print(*found, sep="\n")
    sys.exit(bool(found))
