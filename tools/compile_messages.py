"""Turn every catalogue (.po) into the form Django reads (.mo), so that nobody needs gettext to run Comity."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent


def compile_stale(root: Path) -> list[Path]:
    """Compile what is missing or older than its source; name what was compiled."""
    done = []
    for source in sorted(root.rglob("LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        with source.open("rb") as opened:
            catalogue = read_po(opened, locale=None, abort_invalid=True)
        scratch = target.with_suffix(".mo.new")
        with scratch.open("wb") as written:
            write_mo(written, catalogue, use_fuzzy=False)
        scratch.replace(target)
        done.append(target)
    return done


if __name__ == "__main__":
    for made in compile_stale(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "comity"):
        print(f"compiled {made}")
