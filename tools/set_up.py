"""Make this machine ready to run, check or test Comity. Harmless when run again; quick when nothing changed.

Runs on the machine's own Python with nothing installed, so it imports only the standard library.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = {"run": "run.txt", "developer": "dev.txt", "tester": "dev.txt"}
# What the tests need besides Python packages: the Debian package, and how to tell that it is there.
MACHINE = {
    "chromium": lambda: shutil.which("chromium"),
    "postgresql": lambda: list(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
    "gettext": lambda: shutil.which("msgfmt"),
    "fonts-noto-core": lambda: list(Path("/usr/share/fonts").glob("truetype/noto/NotoSans*Arabic*")),
    "fonts-noto-cjk": lambda: list(Path("/usr/share/fonts").glob("opentype/noto/NotoSansCJK*")),
}


def say(sentence: str) -> None:
    print(f"set up: {sentence}", flush=True)


def stop(sentence: str) -> None:
    print(f"set up: {sentence}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def fingerprint(*names: str) -> str:
    """What the installed set depends on: the pins, the package's own declaration and the interpreter."""
    parts = [(ROOT / name).read_bytes() for name in names]
    return hashlib.sha256(b"\0".join([*parts, sys.version.encode()])).hexdigest()


def one_pin(requirements: Path, package: str) -> str:
    """The lines that pin one package with its hashes, so that the installer itself is checked too."""
    found = re.search(rf"^{package}==(?:.*\\\n)*.*$", requirements.read_text(encoding="utf-8"), re.MULTILINE)
    return found.group(0) + "\n" if found else ""


def run(*command: str) -> bool:
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def make_venv() -> None:
    if sys.version_info < (3, 11):
        stop(f"Comity needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11")
    if PYTHON.exists() and run(str(PYTHON), "-c", "import pip"):
        return
    say("making .venv")
    try:
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    except subprocess.CalledProcessError:
        stop("Python cannot make a virtual environment here. On Debian: apt install python3-venv")


def install(requirements: Path) -> None:
    """Every package exactly as pinned; uv where it can be had (seconds), pip otherwise."""
    say(f"installing {requirements.relative_to(ROOT)} (pinned, with hashes)")
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r"]
    uv = VENV / "bin" / "uv"
    if not uv.exists() and (pin := one_pin(ROOT / "requirements" / "dev.txt", "uv")):
        only_uv = VENV / "uv.txt"
        only_uv.write_text(pin, encoding="utf-8")
        run(*pip, str(only_uv))
    with_uv = uv.exists() and run(
        str(uv), "pip", "install", "-q", "--python", str(PYTHON), "--require-hashes", "-r", str(requirements)
    )
    if not with_uv and not run(*pip, str(requirements)):
        stop(f"{requirements.relative_to(ROOT)} could not be installed. Is there a package index within reach?")


def install_comity() -> None:
    """The package itself, editable, built by the pinned setuptools and not by whatever the index offers today."""
    install(ROOT / "requirements" / "build.txt")
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if not run(*pip, "--no-deps", "--no-build-isolation", "--no-index", "-e", "."):
        stop("the package itself could not be installed; the lines above say why")


def missing_on_the_machine() -> list[str]:
    return [package for package, present in MACHINE.items() if not present()]


def install_on_the_machine() -> None:
    """Chromium, PostgreSQL, gettext and fonts for the tests: by apt, or a plain sentence that names them."""
    if not (missing := missing_on_the_machine()):
        return
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or not apt:
        say(f"the tests also need: {', '.join(missing)}. On Debian: sudo apt install {' '.join(missing)}")
        return
    say(f"installing {', '.join(missing)} with apt")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=400"]
    subprocess.run([apt, *wait, "-qq", "update"], check=False, env=quiet)
    command = [apt, *wait, "-qq", "-y", "--no-install-recommends", "install", *missing]
    done = subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)
    if done.returncode != 0:
        say(f"apt could not install everything; still missing: {', '.join(missing_on_the_machine())}")


def main(level: str) -> None:
    began = time.monotonic()
    os.environ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    requirements = ROOT / "requirements" / REQUIREMENTS[level]
    stamp = VENV / f".comity-{requirements.stem}"
    want = fingerprint(f"requirements/{requirements.name}", "requirements/build.txt", "pyproject.toml")
    # The developer's set holds the run-time set: whoever has it needs nothing more to run.
    stamps = [VENV / ".comity-dev", stamp]
    fresh = any(one.exists() and one.read_text(encoding="utf-8") == expected(one) for one in stamps)
    if not (fresh and PYTHON.exists()):
        make_venv()
        install(requirements)
        install_comity()
        stamp.write_text(want, encoding="utf-8")
    subprocess.run([str(PYTHON), str(ROOT / "tools" / "compile_messages.py")], check=True)
    if level == "tester":
        install_on_the_machine()
    if (spent := time.monotonic() - began) > 2:
        say(f"done in {spent:.0f} s")


def expected(stamp: Path) -> str:
    name = stamp.name.removeprefix(".comity-")
    return fingerprint(f"requirements/{name}.txt", "requirements/build.txt", "pyproject.toml")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "tester")
