"""The house's own rules about files. Each function reads text and gives complaints; `tools/check.py` runs them all."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

Rule = Callable[[str], Iterator[tuple[int, str]]]

TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
INLINE = [
    (re.compile(r"<style\b", re.IGNORECASE), "an inline <style>: the security policy blocks it"),
    (re.compile(r"<[^<>]*\sstyle\s*=", re.IGNORECASE), "a style attribute: the security policy blocks it; use a class"),
    (re.compile(r"<[^<>]*\son[a-z]+\s*=", re.IGNORECASE), "an on… attribute: the security policy blocks it"),
    (re.compile(r"<script\b(?![^>]*\ssrc\s*=)[^>]*>", re.IGNORECASE), "an inline <script>: it is blocked"),
    (re.compile(r"""=\s*["']?\s*javascript:""", re.IGNORECASE), "a javascript: address: the security policy blocks it"),
    (re.compile(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//[^"'\s>]+\.(?:js|css|woff2?)""", re.IGNORECASE),
     "a file from another origin: everything comes from here"),
]  # fmt: skip
# Left and right turn round in Arabic; start and end do it by themselves.
PHYSICAL = [
    re.compile(r"(?:^|[;{\s])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*)\s*:"),
    re.compile(r"(?:^|[;{\s])((?:left|right))\s*:"),
    re.compile(r"(?:^|[;{\s])(border-(?:top|bottom)-(?:left|right)-radius)\s*:"),
    re.compile(r"(?:^|[;{\s])((?:text-align|float|clear|caption-side)\s*:\s*(?:left|right))\b"),
]
# The plain manager sees every row, and a superuser would: both belong to trust alone.
TRUSTED_ONLY = re.compile(r"\b(_base_manager|is_superuser)\b")
# Written in two halves, so that this file does not break its own rule.
HOSTS = [
    ("pypi", r"\.org"), ("files.python", "hosted"), ("registry.npm", "js"), ("/opt/", "(?:pypi|wheels)"),
    ("/root", "/"), ("/work/", "(?:main|shared)"), ("/t", "mp/(?:comity/|npm)"),
]  # fmt: skip
MACHINE = re.compile("|".join(first + second for first, second in HOSTS))


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def blank(pattern: re.Pattern[str], text: str) -> str:
    """Take out what matches, keeping the lines, so that numbers still point to the right place."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group(0)), text)


def inline(text: str) -> Iterator[tuple[int, str]]:
    """Nothing inline in a template."""
    plain = blank(TEMPLATE_COMMENT, text)
    for pattern, complaint in INLINE:
        for found in pattern.finditer(plain):
            yield line_of(plain, found.end() - 1), complaint


def physical(text: str) -> Iterator[tuple[int, str]]:
    """Logical properties only in a stylesheet."""
    plain = blank(re.compile(r"/\*.*?\*/", re.DOTALL), text)
    for pattern in PHYSICAL:
        for found in pattern.finditer(plain):
            yield (
                line_of(plain, found.start(1)),
                f"{found.group(1)}: physical; say it by start and end",
            )


def trusted_only(text: str) -> Iterator[tuple[int, str]]:
    for found in TRUSTED_ONLY.finditer(text):
        yield line_of(text, found.start()), f"{found.group(1)} belongs to comity/trust alone"


def machine(text: str) -> Iterator[tuple[int, str]]:
    """No name of a package registry, no path of the machine it was written on."""
    for found in MACHINE.finditer(text):
        yield line_of(text, found.start()), f"{found.group(0)!r} names a registry or a place on one machine"


def is_template(path: Path) -> bool:
    return path.suffix == ".html" and "templates" in path.parts


def is_stylesheet(path: Path) -> bool:
    return path.suffix == ".css" and "vendor" not in path.parts


def is_code_outside_trust(path: Path) -> bool:
    return path.suffix == ".py" and path.parts[:1] == ("comity",) and path.parts[:2] != ("comity", "trust")


def is_ours(path: Path) -> bool:
    return path.parts[:2] != ("tests", "vendor") and path.suffix not in (".gz", ".png", ".jpg", ".woff2", ".mo")


RULES: list[tuple[Callable[[Path], bool], Rule]] = [
    (is_template, inline),
    (is_stylesheet, physical),
    (is_code_outside_trust, trusted_only),
    (is_ours, machine),
]


def complaints(root: Path, paths: list[Path]) -> list[str]:
    """Every broken rule as file:line: sentence. Paths are relative to the root."""
    found = []
    for path in paths:
        rules = [rule for concerns, rule in RULES if concerns(path)]
        if not rules or not (root / path).is_file():
            continue
        text = (root / path).read_text(encoding="utf-8", errors="replace")
        found += [f"{path}:{line}: {sentence}" for rule in rules for line, sentence in sorted(rule(text))]
    return found
