"""The stylesheet's own promises: it mirrors by itself, loads nothing from elsewhere, has every icon asked for."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2]
STATIC = WEB / "static" / "comity"
SHEETS = sorted(STATIC.glob("*.css"))
PHYSICAL = re.compile(
    r"(?:(?<=[{;\s])(?:left|right|(?:margin|padding|border)-(?:left|right)[a-z-]*)\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right))"
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_rule_knows_left_from_right(sheet: Path) -> None:
    assert PHYSICAL.findall(sheet.read_text()) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_sheet_asks_another_server(sheet: Path) -> None:
    text = sheet.read_text()
    assert "@import" not in text
    assert "http" not in re.sub(r'a\[href\^="http"\]', "", text)
    assert text.count("{") == text.count("}")


def test_every_icon_a_template_names_exists() -> None:
    sprite = (STATIC / "icons.svg").read_text()
    have = set(re.findall(r'id="([ig]-[a-z0-9-]+)"', sprite))
    asked: set[str] = set()
    for template in WEB.rglob("templates/**/*.html"):
        text = template.read_text()
        asked |= {f"i-{name}" for name in re.findall(r'{% icon "([a-z0-9-]+)"', text)}
        asked |= {f"i-{name}" for name in re.findall(r'components/icon.html" with name="([a-z0-9-]+)"', text)}
    assert asked - have == set()


def test_no_template_of_any_door_styles_inline_or_says_a_physical_side() -> None:
    for template in WEB.rglob("templates/**/*.html"):
        assert not re.search(r'\sstyle="|<style|\son(?:click|load|submit|change)=', template.read_text()), template
        assert not re.search(r"<script(?![^>]*\ssrc=)", template.read_text()), template
    assert len(list(WEB.rglob("templates/components/*.html"))) > 10


def test_every_component_says_in_its_first_line_what_it_takes() -> None:
    for template in WEB.rglob("templates/components/*.html"):
        assert template.read_text().startswith("{# takes: "), template
