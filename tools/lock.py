"""Pin every requirement with its hashes; `make lock UPGRADE=--upgrade` moves the pins.

The result names no package index, so it works behind any of them.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def lock(name: str, *upgrade: str) -> None:
    command = [
        str(Path(sys.prefix) / "bin" / "uv"), "pip", "compile", "-q", "--generate-hashes", "--universal", "--no-header",
        "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11", *upgrade,
        f"requirements/{name}.in", "-o", f"requirements/{name}.txt",
    ]  # fmt: skip
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    for each in ("build", "run", "dev"):
        lock(each, *sys.argv[1:])
        print(f"requirements/{each}.txt is pinned")
