"""What the agency says, in the reader's language, or marked as English where nobody has translated it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from comity.texts.languages import language, languages
from comity.texts.loading import store
from comity.texts.models import Text
from comity.texts.say import say, say_list, say_state

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
WORDS = {"en": {"a.name": "Ann & Bo", "a.only": "Only <here>", "l.1": "one", "l.2": "two"}, "ar": {"a.name": "آن"}}


def page(template: str, code: str, **context: object) -> str:
    with translation.override(code):
        return Template("{% load texts %}" + template).render(Context(context))


def test_each_language_knows_its_own_name_and_direction() -> None:
    assert [(s.code, s.name, s.html_lang, s.dir) for s in languages().values()][:1] == [("en", "English", "en", "ltr")]
    assert (language("ar").dir, language("ar").reviewed) == ("rtl", False)
    assert (language("zh-hans").html_lang, language("zh-hans").name) == ("zh-Hans", "简体中文")
    assert language("tlh").code == "en"


@pytest.mark.django_db
def test_a_text_is_said_in_arabic_or_else_in_english_and_marked() -> None:
    store(WORDS, now=NOON)
    assert page('{% say "a.name" %}', "ar") == "آن"
    assert page('{% say "a." part %}', "en", part="name") == "Ann &amp; Bo"
    assert page('{% say "a.only" %}', "ar") == '<span lang="en" dir="ltr">Only &lt;here&gt;</span>'
    assert page('{% say_plain "a.only" %}', "ar") == "Only &lt;here&gt;"
    assert page('{% say "no.such" %}', "ar") == "no.such"
    assert page('{% say_list "l" as two %}{% for one in two %}{{ one }},{% endfor %}', "ar") == "one,two,"
    assert say_list("nothing", "en") == []


@pytest.mark.django_db
def test_storing_again_changes_nothing_and_what_is_gone_goes() -> None:
    assert store(WORDS, now=NOON) == 5
    rows = list(Text.objects.order_by("pk").values())
    assert store(WORDS, now=NOON + timedelta(days=1)) == 0
    assert list(Text.objects.order_by("pk").values()) == rows
    assert store({"en": {"a.name": "Ann & Bo"}, "ar": WORDS["ar"]}, now=NOON) == 3
    assert say("a.only", "en") == "a.only"


@pytest.mark.django_db
def test_a_translation_is_outdated_until_it_follows_its_english() -> None:
    store(WORDS, now=NOON)
    changed = {**WORDS, "en": {**WORDS["en"], "a.name": "Ann, Bo & Cy"}}
    store(changed, now=NOON)
    assert say_state("a.name", "ar") == "outdated"
    store(changed, now=NOON)
    assert say_state("a.name", "ar") == "outdated"
    store({**changed, "ar": {"a.name": "آن وسي"}}, now=NOON)
    assert say_state("a.name", "ar") == "unreviewed"


@pytest.mark.django_db
def test_a_page_of_texts_costs_one_query_for_all(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    store(WORDS, now=NOON)
    with django_assert_num_queries(1):
        page('{% say "a.name" %}{% say "a.only" %}{% say "l.1" %}', "ar")
    with django_assert_num_queries(0):
        page('{% say "a.name" %}{% say "a.only" %}', "en")
