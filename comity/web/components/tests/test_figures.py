"""Figures are drawn by the server: what is small stays visible, what is secret stays out, nothing overlaps the edge."""

from datetime import date

from django.template import Context, Template
from django.utils.translation import override

from comity.web.components import charts, gallery, roundtable, seatring, tilemap


def drawn(source: str, **context: object) -> str:
    return Template("{% load components %}" + source).render(Context(context))


def test_every_state_and_territory_has_its_own_tile() -> None:
    assert len(tilemap.PLACES) == 56
    assert len(set(tilemap.PLACES.values())) == 56


def test_a_hidden_number_is_neither_written_nor_coloured() -> None:
    tiles = {tile.state: tile for tile in tilemap.by_number({"FL": 40, "ND": 3}, hidden=frozenset({"ND"}))}
    assert tiles["ND"].classes == "q0"
    assert tiles["ND"].value == "·"
    assert tiles["FL"].classes == "q4"


def test_a_state_with_two_offices_shows_both_marks() -> None:
    tiles = {tile.state: tile for tile in tilemap.by_region({"TX": 5}, {"TX": ["field", "hub"]})}
    assert [mark.kind for mark in tiles["TX"].marks] == ["hub", "field"]
    assert tiles["TX"].marks[0].x < tiles["TX"].marks[1].x


def test_one_seat_at_the_table_is_free() -> None:
    assert [chair.free for chair in roundtable.chairs()].count(True) == 1


def test_seats_stay_inside_the_picture_however_long_the_name() -> None:
    parties = [("社区关系工作委员会代表团全体成员", "at-table")] * 12
    for seat in seatring.seats(parties):
        assert seat.rect_x >= 0
        assert seat.rect_x + seat.width <= seatring.WIDTH


def test_a_line_with_one_point_or_none_is_still_a_picture() -> None:
    assert charts.line([]).dots == ()
    assert len(charts.line([(date(2026, 11, 20), 5, "today")]).dots) == 1
    assert "<svg" in drawn('{% line_chart points "Tension" %}', points=[])


def test_a_hidden_bar_says_hidden_and_gives_no_width_away() -> None:
    page = drawn('{% bar_chart rows "Finding" %}', rows=[("School", 128), ("Worship", None)])
    assert "hidden" in page
    assert page.count('class="bar"') == 1


def test_numbers_in_drawings_keep_their_point_in_every_language() -> None:
    with override("ar"):
        page = drawn(
            "{% meter 5 8 label %}{% tile_map tiles %}{% round_table %}", label="x", tiles=tilemap.by_region({}, {})
        )
    assert 'width="62.5"' in page
    assert "٫" not in page
    assert 'x="27.0"' in page


def test_a_field_in_error_is_tied_to_its_message() -> None:
    form = gallery.Sample({"place": ""})
    page = drawn("{% error_summary form %}{% field form.place %}", form=form)
    assert 'href="#id_place"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_place-hint id_place-error"' in page
    assert 'id="id_place-error"' in page


def test_the_gallery_shows_everything_without_an_inline_style() -> None:
    page = drawn("{% component_gallery %}")
    assert 'dir="rtl"' in page
    assert "style=" not in page
