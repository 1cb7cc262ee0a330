"""What a hostile or a broken browser sends: texts, keys and shapes that no page of ours asks for."""

from typing import Any

from hypothesis import strategies as st

NASTY = (
    "\x00",
    "a\x00b",
    "\x1b[31m\x07",
    "\ufffd",
    "\u202egnp.exe\u202c",
    "\u2066\u2067\u202b",
    "<script>alert(1)</script>{{ 7|add:7 }}{% load x %}",
    "\"><svg onload=1>'",
    '=HYPERLINK("http://x.example")',
    "+1+1|cmd",
    "%(day)s %s {0} {place}",
    "'; DROP TABLE intake_request; --",
    "🧑‍🤝‍🧑" * 300,
    "字" * 20_001,
    "x" * 1_000_000,
    "٣٢٧٧١",
    "99999999999999999999",
    "-1",
    "NaN",
    "\r\n\r\nSet-Cookie: a=b",
    "../../etc/passwd",
)
SLUGS = ("yes", "no", "skip", "me", "official", "phone", "email", "letter", "receipt", "race", "today", "spcp", "on")
words = st.one_of(st.sampled_from(NASTY), st.sampled_from(SLUGS), st.text(max_size=40))
# Lone surrogates cannot be sent as UTF-8; they travel as the three bytes that a careless client writes.
raw = st.sampled_from([b"%ed%a0%80", b"%ff%fe", b"%00", b"%c0%af", b"%f0%9f%98", b"%", b"%zz", b"&&==", b"a=%ed%bf%bf"])


def forms(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of the form's own keys or foreign ones, each with one value or several."""
    keys = st.one_of(st.sampled_from((*names, "key", "then", "same", "which", "unsent", "")), st.text(max_size=12))
    return st.dictionaries(keys, st.one_of(words, st.lists(words, max_size=3)), max_size=6)


SLUG = st.one_of(st.sampled_from(NASTY[:12]), st.text(max_size=20), st.sampled_from(("side", "organisation", "who")))
