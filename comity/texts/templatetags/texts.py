"""``{% load texts %}{% say "program.spcp.name" %}``: the agency's words in the page's language."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from comity.texts import say as texts

register = template.Library()


@register.simple_tag(name="say")
def say(*parts: object) -> str | SafeString:
    """The text of that key, put together from its parts; one not translated yet is marked as English.

    ``{% say "program." slug ".name" as name %}`` keeps it in a variable.
    """
    key, reader = "".join(str(p) for p in parts), get_language() or texts.FALLBACK
    words = texts.say(key, reader)
    if reader == texts.FALLBACK or texts.has(key, reader) or not texts.has(key):
        return words
    return format_html('<span lang="en" dir="ltr">{}</span>', words)


@register.simple_tag(name="say_plain")
def say_plain(*parts: object) -> str:
    """The same without markup: for titles, attributes and option labels."""
    return texts.say("".join(str(p) for p in parts), get_language() or texts.FALLBACK)


@register.simple_tag(name="say_list")
def say_list(*parts: object) -> list[str]:
    """The texts key.1, key.2 ... as a list: ``{% say_list "agency.confidential.we_keep" as kept %}``."""
    return texts.say_list("".join(str(p) for p in parts), get_language() or texts.FALLBACK)
