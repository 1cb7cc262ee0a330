"""What people type reaches us whole, or a sentence says what did not."""

from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from comity.web.typed import (
    DayField,
    EmailLine,
    Line,
    PhoneField,
    SlugChoice,
    SlugChoices,
    Typed,
    count_signs,
    fault_of,
    tidy,
)

HOSTILE = st.one_of(
    st.text(st.characters(), max_size=300),
    st.sampled_from(
        [
            "a" * 1_000_000,
            "word\0word",
            "\ud83d cut",
            "Stra\ufffde",
            "\u202ereversed\u202c",
            '=HYPERLINK("http://x")',
            "<script>alert(1)</script>",
            "e" + "\u0301" * 90_000,
            "\x1b[31mred",
            "社区" * 10_000,
            "\u200d" * 500,
            "\r\n\r\n",
        ]
    ),
)


class Everything(forms.Form):
    words = Typed(required=False)
    name = Line(required=False)
    email = EmailLine(required=False)
    phone = PhoneField(required=False)
    kind = SlugChoice(choices=[("ask", "Ask"), ("report", "Report")], required=False)
    wants = SlugChoices(choices=[("talk", "Talk")], required=False)
    on = DayField(required=False)
    day = DayField(boxes=True, required=False)


@given(st.dictionaries(st.sampled_from([*Everything.base_fields, "day_day", "day_month", "day_year"]), HOSTILE))
def test_hostile_text_is_kept_or_named_in_a_sentence(data: dict[str, str]) -> None:
    form = Everything(data | {"wants": [data.get("wants", "talk")]})
    fine = form.is_valid()
    page = form.as_p()
    page.encode("utf-8")
    assert fine == (not form.errors)
    assert all(str(sentence).endswith(".") for sentences in form.errors.values() for sentence in sentences)
    assert not any(fault_of(sign) for sign in page if sign not in "\n\t")


@given(st.text(st.characters(), max_size=400))
def test_what_is_shown_again_is_accepted_the_second_time(text: str) -> None:
    shown = Everything({"words": text})["words"].value()
    again = Everything({"words": shown})
    assert again.is_valid()
    assert again.cleaned_data["words"] == shown.strip()


def the_words(text: str, **kwargs: int) -> str:
    return Typed(**kwargs).clean(text)


def test_a_text_of_exactly_twenty_thousand_signs_is_taken() -> None:
    assert len(the_words("怕" * 20_000)) == 20_000
    with pytest.raises(forms.ValidationError, match="this is 1 too many"):
        the_words("怕" * 20_001)


@pytest.mark.parametrize(
    ("text", "signs"),
    [("abc", 3), ("e\u0301a", 2), ("👨‍👩‍👧‍👦", 1), ("🇺🇸🇨🇳", 2), ("👍🏽!", 2), ("سَلَام", 4), ("a\nb", 3), ("🇺a", 2)],
)
def test_length_is_counted_as_the_reader_counts(text: str, signs: int) -> None:
    assert count_signs(text) == signs


@pytest.mark.parametrize(
    ("text", "word"), [("a\0b", "empty"), ("a\ud83db", "half"), ("a\ufffdb", "damaged"), ("a\x07b", "control")]
)
def test_each_kind_of_bad_character_is_named_and_the_rest_kept(text: str, word: str) -> None:
    form = Everything({"words": text})
    assert not form.is_valid()
    assert word in form.errors["words"][0]
    assert form["words"].value() == "ab"


def test_new_lines_of_every_system_are_one() -> None:
    assert the_words("one\r\ntwo\rthree\u2028four") == "one\ntwo\nthree\nfour"


def test_a_pasted_line_break_in_a_name_becomes_a_space() -> None:
    assert Line().clean("Meiling\r\nZhou ") == "Meiling Zhou"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("(404) 555 0141", "(404) 555-0141"),
        ("404-555-0141", "(404) 555-0141"),
        ("555-0112 ask for Amina", "555-0112 ask for Amina"),
        ("+52 55 5555 0100", "+52 55 5555 0100"),
        ("٤٠٤٥٥٥٠١٤١", "(404) 555-0141"),
    ],
)
def test_telephone_numbers_are_taken_as_people_write_them(typed: str, kept: str) -> None:
    assert PhoneField().clean(typed) == kept


def test_a_number_without_enough_digits_is_refused_in_a_sentence() -> None:
    with pytest.raises(forms.ValidationError, match="all of its digits"):
        PhoneField().clean("none")


@pytest.mark.parametrize(
    "typed", ["2026-11-20", {"day": "20", "month": "11", "year": "2026"}, {"day": "٢٠", "month": "١١", "year": "٢٠٢٦"}]
)
def test_a_day_is_read_from_boxes_and_in_every_script(typed: object) -> None:
    assert DayField().clean(typed) == date(2026, 11, 20)


@pytest.mark.parametrize("typed", ["2026-02-30", "yesterday", {"day": "31", "month": "4", "year": "2026"}, "9" * 5000])
def test_a_day_that_does_not_exist_is_named(typed: object) -> None:
    with pytest.raises(forms.ValidationError, match="calendar"):
        DayField().clean(typed)


def test_a_year_of_two_digits_is_asked_again() -> None:
    with pytest.raises(forms.ValidationError, match="four digits"):
        DayField().clean({"day": "1", "month": "1", "year": "26"})


def test_the_boxes_show_again_what_was_typed() -> None:
    form = Everything({"day_day": "31", "day_month": "4", "day_year": "2026"})
    assert not form.is_valid()
    page = str(form["day"])
    for piece in ('value="31"', 'value="4"', 'value="2026"', "<label"):
        assert piece in page


def test_a_search_line_is_never_refused() -> None:
    assert tidy("  school\0  open\ud83d " + "x" * 5000)[:11] == "school open"
    assert len(tidy("x" * 5000)) == 200
