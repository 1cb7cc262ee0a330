"""The catalogues of comity/locale: bring them up to date with the sources, and say what is not translated.

Extraction is Babel's for Python and Django's own for templates, so no gettext is needed.
"""

import functools
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from opencc import OpenCC

ROOT = Path(__file__).resolve().parent.parent
# Where a string may be seen by somebody who asks for help: Arabic must be whole here.
PUBLIC = (
    "comity/web/public", "comity/web/participant", "comity/web/components", "comity/web/doors.py",
    "comity/web/typed.py", "comity/web/signin", "comity/notices", "comity/intake/front.py", "comity/intake/answers.py",
    "comity/intake/digits.py", "comity/intake/drafts.py", "comity/intake/receipts.py", "comity/intake/lifecycle.py",
    "comity/intake/actions/person.py", "comity/intake/why.py", "comity/cases/lifecycle.py", "comity/agency/places.py",
    "comity/agency/screening.py", "comity/people/languages.py", "comity/trust/lifecycle.py",
    "comity/meetings/models.py", "comity/web/staff/templates/staff/casework/kit_sheets.html",
)  # fmt: skip
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
PLURALS = {
    "zh_Hans": "nplurals=1; plural=0;",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
}
LANGUAGES = {"zh_Hans": ("",), "ar": PUBLIC}
PLACEHOLDER = re.compile(r"%\([^)]+\)\d*[sd]|%[sd]|%%n|\{[a-z_]*\}")
TAG = re.compile(r"</?[a-z]+[^>]*>")
HAN = "\u4e00-\u9fff"
# How each language is written here (docs/words.md): what must not be found, and why.
WRITING = {
    "zh_Hans": [
        (rf"[{HAN}][,;:?!()]|[,;:?!(][{HAN}]|(?<!\([a-z])\)[{HAN}]", "half-width punctuation beside Chinese"),
        (rf"[{HAN}] [A-Za-z0-9]|[A-Za-z0-9] [{HAN}]", "a space typed between Chinese and Latin"),
        (r"你(?!们)", "你; we say 您"),
        (
            r"国籍|司仪|急救人员|案件|举报|协助员|非异性恋|点名",
            "a word with a wrong sense; docs/words.md has the right one",
        ),
        (r"匿名", "a promise that nobody can be known; we say 不留姓名"),
    ],
    "ar": [
        (r"[\u0600-\u06ff] ?[,;?]", "Latin punctuation beside Arabic"),
        (r"[“”\"]", "Latin quotation marks; we write « »"),
        (r"[\u0660-\u0669]", "Eastern Arabic digits; we write 0-9"),
        (r"مجهول", "a promise that nobody can be known; we say من دون اسم"),
    ],
}

Key = tuple[str | None, str]


@dataclass
class Message:
    """One text of the sources: where it stands, and its plural if it has one."""

    context: str | None
    singular: str
    plural: str = ""
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.context, self.singular


def templatized(text: str, origin: str) -> bytes:
    """A template as Django hands it to gettext: the calls only, each line from its beginning."""
    from django.utils.translation.template import templatize

    lines = templatize(text, origin=origin).splitlines()
    calls = re.compile(r"""(?:_|n?p?gettext)\((?:[^"'()]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*\)""")
    return "\n".join("; ".join(found.group(0) for found in calls.finditer(line)) for line in lines).encode()


def extract(root: Path, paths: Iterable[Path]) -> dict[Key, Message]:
    """Every text marked for translation in these files."""
    found: dict[Key, Message] = {}
    for path in paths:
        text = path.read_text(encoding="utf-8")
        where = path.relative_to(root).as_posix()
        source = text.encode() if path.suffix == ".py" else templatized(text, where)
        for line, function, messages, _comments in extract_python(
            io.BytesIO(source), list(KEYWORDS), [], {"encoding": "utf-8"}
        ):
            message = as_message(function, messages if isinstance(messages, tuple) else (messages,))
            if message:
                found.setdefault(message.key, message).places.append(f"{where}:{line}")
                if message.plural:
                    found[message.key].plural = message.plural
    return found


def as_message(function: str, texts: tuple[str | None, ...]) -> Message | None:
    context = texts[0] if "pgettext" in function else None
    rest = [text for text in (texts[1:] if "pgettext" in function else texts) if text]
    if not rest:
        return None
    plural = rest[1] if function.lstrip("_").startswith("n") and len(rest) > 1 else ""
    return Message(context, rest[0], plural)


def sources(root: Path) -> list[Path]:
    """All Python and all templates of the package, tests and migrations aside."""
    package = root / "comity"
    templates = [path for path in package.rglob("templates/**/*") if path.suffix in (".html", ".txt")]
    code = [path for path in package.rglob("*.py") if not {"tests", "migrations", "locale"} & set(path.parts)]
    return sorted([*templates, *[path for path in code if not path.name.startswith("test_")]])


def is_within(message: Message, folders: tuple[str, ...]) -> bool:
    return any(place.startswith(folders) for place in message.places)


def faults_of(message: Message, entry: polib.POEntry | None) -> str:
    """Why this text would not be shown properly in this language; empty if it would."""
    if entry is None or entry.obsolete:
        return "not in the catalogue"
    forms = list(entry.msgstr_plural.values()) if message.plural else [entry.msgstr]
    if not forms or not all(forms):
        return "not translated"
    if "fuzzy" in entry.flags:
        return "marked fuzzy"
    wanted = set(PLACEHOLDER.findall(message.singular)) | set(PLACEHOLDER.findall(message.plural))
    for form in forms:
        present = set(PLACEHOLDER.findall(form))
        # In a plural the number may be said in a word; nothing may be made up.
        if present - wanted or (not message.plural and wanted - present):
            return f"placeholders differ: {', '.join(sorted(present ^ wanted))}"
        if not message.plural and Counter(TAG.findall(form)) != Counter(TAG.findall(message.singular)):
            return "tags differ"
    return ""


def untranslated(messages: dict[Key, Message], catalogue: polib.POFile, folders: tuple[str, ...]) -> list[str]:
    entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    return [
        f"{message.places[0]}: {fault}: {message.singular[:90]!r}"
        for message in messages.values()
        if is_within(message, folders) and (fault := faults_of(message, entries.get(message.key)))
    ]


@functools.cache
def simplified(character: str) -> str:
    return str(converter().convert(character))


@functools.cache
def converter() -> OpenCC:
    return OpenCC("t2s")


def badly_written(text: str, language: str) -> list[str]:
    """What is wrong with how this is written: punctuation, words with a wrong sense, the other script."""
    plain = TAG.sub("", PLACEHOLDER.sub("x", text))
    found = [why for pattern, why in WRITING.get(language, ()) if re.search(pattern, plain)]
    if language == "zh_Hans":
        traditional = {one for one in re.findall(f"[{HAN}]", plain) if simplified(one) != one}
        found += [f"Traditional characters: {''.join(sorted(traditional))}"] if traditional else []
    return found


def ill_said(catalogue: polib.POFile, language: str) -> list[str]:
    return [
        f"{entry.occurrences[0][0] if entry.occurrences else '?'}: {fault}: {text[:60]!r}"
        for entry in catalogue
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        for fault in badly_written(text, language)
    ]


def catalogue_path(root: Path, language: str) -> Path:
    return root / "comity" / "locale" / language / "LC_MESSAGES" / "django.po"


def check(root: Path) -> list[str]:
    """Every untranslated, fuzzy, broken or badly written text of every language that must be whole."""
    messages = extract(root, sources(root))
    found = []
    for language, folders in LANGUAGES.items():
        path = catalogue_path(root, language)
        if not path.exists():
            found.append(f"there is no {path.relative_to(root)}; make messages makes it")
            continue
        catalogue = polib.pofile(str(path))
        faults = [*untranslated(messages, catalogue, folders), *ill_said(catalogue, language)]
        found += [f"{language}: {each}" for each in faults]
    return found


def new_catalogue(language: str) -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": "Comity", "Language": language, "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }  # fmt: skip
    return catalogue


def update(root: Path, language: str) -> tuple[int, int]:
    """Add what is new, drop what is gone; translations stay. Places are files without lines: fewer idle changes."""
    path = catalogue_path(root, language)
    catalogue = polib.pofile(str(path), wrapwidth=0) if path.exists() else new_catalogue(language)
    messages = extract(root, sources(root))
    entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    gone = [entry for key, entry in entries.items() if key not in messages]
    for entry in gone:
        catalogue.remove(entry)
    forms = int(PLURALS[language].partition("nplurals=")[2][0])
    new = 0
    for key, message in messages.items():
        entry = entries.get(key)
        if entry is None:
            new += 1
            entry = polib.POEntry(msgctxt=message.context, msgid=message.singular)
            catalogue.append(entry)
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = {n: entry.msgstr_plural.get(n, "") for n in range(forms)}
        entry.occurrences = sorted({(place.rpartition(":")[0], "") for place in message.places})
        entry.flags = [flag for flag in entry.flags if flag == "fuzzy"]
        if PLACEHOLDER.search(message.singular) and "%" in message.singular:
            entry.flags.append("python-format")
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return new, len(gone)


if __name__ == "__main__":
    for each in sys.argv[1:] or LANGUAGES:
        added, removed = update(ROOT, each)
        print(f"{each}: {added} new, {removed} gone")
