"""Each of the house's own checks can fail: a file that breaks the rule is named with its line, a good one is not."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import rules


@pytest.mark.parametrize(
    "text",
    [
        "<p>\n<b style='color:red'>x</b>",
        "<p>\n<style>p{}</style>",
        "<p>\n<script>alert(1)</script>",
        '<p>\n<button type="button" onclick="go()">x</button>',
        '<p>\n<a href="javascript:go()">x</a>',
        '<p>\n<script src="https://cdn.example/x.js"></script>',
    ],
)
def test_inline_code_in_a_template_is_named_with_its_line(text: str) -> None:
    assert [line for line, _sentence in rules.inline(text)] == [2]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="{% static \'x.js\' %}" defer></script><link rel="stylesheet" href="/static/x.css">',
        '{# <p style="x"> #}{% comment %}<style>{% endcomment %}<!-- <p style="x"> -->',
        '<svg fill="none" stroke-width="2"><path d="M0 0"/></svg><p class="on" data-once="1">once = twice</p>',
        '<a href="https://example.org/page">elsewhere</a>',
    ],
)
def test_a_clean_template_passes(text: str) -> None:
    assert list(rules.inline(text)) == []


@pytest.mark.parametrize(
    "declaration",
    [
        "margin-left: 1rem",
        "padding-right:0",
        "left: 0",
        "float: right",
        "text-align: left",
        "border-top-left-radius: 2px",
    ],
)
def test_a_physical_property_is_named(declaration: str) -> None:
    assert len(list(rules.physical(f"p {{\n  {declaration};\n}}"))) == 1


@pytest.mark.parametrize("declaration", ["margin-inline-start: 1rem", "inset-inline-end: 0", "text-align: start"])
def test_a_logical_property_passes(declaration: str) -> None:
    assert list(rules.physical(f"/* left: 0; */ .left > a {{ {declaration}; }}")) == []


def test_the_plain_manager_is_named_outside_trust_and_allowed_within() -> None:
    text = "rows = Case." + "_base_manager.all()"
    assert len(list(rules.trusted_only(text))) == 1
    assert rules.is_code_outside_trust(Path("comity/cases/figures.py"))
    assert not rules.is_code_outside_trust(Path("comity/trust/audit.py"))


@pytest.mark.parametrize("name", ["https://py" + "pi.org/simple", "/ro" + "ot/.cache", "/wo" + "rk/main/x"])
def test_a_registry_or_a_place_on_one_machine_is_named(name: str) -> None:
    assert len(list(rules.machine(f"see\n{name}\n"))) == 1


def test_complaints_name_file_and_line(tmp_path: Path) -> None:
    page = Path("comity/web/public/templates/public/home.html")
    (tmp_path / page).parent.mkdir(parents=True)
    (tmp_path / page).write_text("<h1>Comity</h1>\n<p style='x'>\n", encoding="utf-8")
    [found] = rules.complaints(tmp_path, [page])
    assert found.startswith(f"{page}:2: ")
