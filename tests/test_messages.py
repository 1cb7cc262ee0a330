"""No text of ours is shown untranslated, and no translation loses a name or a number."""

import re
import sys
from pathlib import Path

import polib
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import compile_messages
import messages

PAGE = Path("comity/web/public/templates/public/home.html")
CODE = Path("comity/cases/actions.py")
# Characters between two full stops, where people under stress read (ux.md).
SHORT = 25


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / PAGE).parent.mkdir(parents=True)
    (tmp_path / CODE).parent.mkdir(parents=True)
    (tmp_path / PAGE).write_text(
        "{% load i18n %}<p title=\"{% translate 'Ask us' %}\">it's</p>\n"
        "{% blocktranslate trimmed with name=office.name %}\n  Call\n  {{ name }}.\n{% endblocktranslate %}\n"
        "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
        encoding="utf-8",
    )
    (tmp_path / CODE).write_text(
        'from x import gettext as _\nraise Refused(_("This case is closed. "\n  "Reopen it."))', encoding="utf-8"
    )
    return tmp_path


def filled(house: Path, language: str) -> polib.POFile:
    messages.update(house, language)
    catalogue = polib.pofile(str(messages.catalogue_path(house, language)))
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, entry.msgid_plural)
        else:
            entry.msgstr = f"译：{entry.msgid}" if language == "zh_Hans" else f"كلام: {entry.msgid}"
    catalogue.save()
    return catalogue


def test_texts_are_found_in_pages_and_in_code(house: Path) -> None:
    found = messages.extract(house, messages.sources(house))
    assert {message.singular for message in found.values()} == {
        "Ask us", "Call %(name)s.", "%(n)s day", "This case is closed. Reopen it.",
    }  # fmt: skip


def test_a_whole_catalogue_passes(house: Path) -> None:
    for language in messages.LANGUAGES:
        filled(house, language)
    assert messages.check(house) == []


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda entry: setattr(entry, "msgstr", ""), "not translated"),
        (lambda entry: entry.flags.append("fuzzy"), "marked fuzzy"),
        (lambda entry: setattr(entry, "msgstr", "打电话"), "placeholders differ"),
        (lambda entry: setattr(entry, "msgstr", "<b>%(name)s</b>"), "tags differ"),
    ],
)
def test_a_spoilt_translation_is_named(house: Path, spoil, fault: str) -> None:
    filled(house, "ar")
    catalogue = filled(house, "zh_Hans")
    spoil(catalogue.find("Call %(name)s."))
    catalogue.save()
    [found] = messages.check(house)
    assert found.startswith("zh_Hans: ")
    assert fault in found


def test_arabic_must_be_whole_where_people_ask_for_help_and_may_lack_the_office(house: Path) -> None:
    filled(house, "zh_Hans")
    messages.update(house, "ar")
    assert {found.partition(":")[0] for found in messages.check(house)} == {"ar"}
    assert not any("case is closed" in found for found in messages.check(house))


def test_updating_keeps_translations_and_drops_what_is_gone(house: Path) -> None:
    filled(house, "zh_Hans")
    (house / PAGE).write_text("{% load i18n %}{% translate 'Ask us' %}", encoding="utf-8")
    assert messages.update(house, "zh_Hans") == (0, 2)
    kept = polib.pofile(str(messages.catalogue_path(house, "zh_Hans")))
    assert kept.find("Ask us").msgstr == "译：Ask us"


def test_catalogues_are_compiled_once_and_fuzzy_ones_left_out(house: Path) -> None:
    catalogue = filled(house, "zh_Hans")
    catalogue.find("Ask us").flags.append("fuzzy")
    catalogue.save()
    [made] = compile_messages.compile_stale(house)
    assert {entry.msgid for entry in polib.mofile(str(made))} == {
        "Call %(name)s.", "%(n)s day", "This case is closed. Reopen it.",
    }  # fmt: skip
    assert compile_messages.compile_stale(house) == []


@pytest.mark.parametrize(
    ("language", "text", "fault"),
    [
        ("zh_Hans", "请稍等,谢谢。", "half-width"),
        ("zh_Hans", "共(3)个", "half-width"),
        ("zh_Hans", "请拨打 911。", "a space typed"),
        ("zh_Hans", "请你选一项。", "您"),
        ("zh_Hans", "打开案件", "wrong sense"),
        ("zh_Hans", "報告已收到。", "Traditional characters: 報"),
        ("zh_Hans", "您可以匿名报告。", "nobody can be known"),
        ("ar", "هل أنت بخير?", "Latin punctuation"),
        ("ar", "اختيار “نعم”", "quotation marks"),
        ("ar", "١٦ رقمًا", "digits"),
    ],
)
def test_words_a_reader_would_stumble_over_are_named(language: str, text: str, fault: str) -> None:
    assert [why for why in messages.badly_written(text, language) if fault in why]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh_Hans", "第%(step)s题，共%(of)s题"),
        ("zh_Hans", '你们自己商定。请拨打<a class="ltr" href="tel:%(call)s">%(call)s</a>。'),
        ("zh_Hans", "没有叫“{name}”的地方（例如WebP，最大10 MB）。"),
        ("zh_Hans", "《1964年民权法案》第1003(b)条"),
        ("ar", "السؤال %(step)s من %(of)s، «نعم» أم «لا»؟"),
    ],
)
def test_words_written_as_they_should_be_pass(language: str, text: str) -> None:
    assert messages.badly_written(text, language) == []


def test_what_colleagues_send_with_one_click_can_be_sent_in_arabic_too() -> None:
    root = Path(__file__).resolve().parents[1]
    place = "comity/web/staff/intake/item.py"
    offered = messages.extract(root, [root / place])
    sent = {
        message.key
        for message in offered.values()
        if message.singular.startswith(("Thank you", "We ", "Somebody else may"))
    }
    said = {
        (entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.pofile(str(messages.catalogue_path(root, "ar")))
    }
    assert len(sent) >= 5
    assert [key for key in sent if not said.get(key)] == []


def test_sentences_of_the_question_pages_are_short_in_chinese() -> None:
    root = Path(__file__).resolve().parents[1]
    flow = ("comity/web/public/questions.py", "comity/web/public/templates/public/flow", "comity/web/participant")
    long = [
        sentence
        for entry in polib.pofile(str(messages.catalogue_path(root, "zh_Hans")))
        if any(place.startswith(flow) for place, _line in entry.occurrences)
        for sentence in re.split("[。？！；：]", messages.TAG.sub("", messages.PLACEHOLDER.sub("x", entry.msgstr)))
        if len(sentence) > SHORT
    ]
    assert long == []
