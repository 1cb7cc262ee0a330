"""Nobody can be found: a reader with a solver, all totals and the rule itself recovers no hidden number."""

import itertools
import math
import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.engines.disclosure import Key, Publication, attack, protect, too_narrow

pytestmark = pytest.mark.engine


def dice_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same made-up tables every time, no secret


def one_way(values: Iterable[int], name: str = "a") -> Publication:
    values = list(values)
    table = Publication()
    for number, value in enumerate(values):
        table.put((name, str(number)), value)
    table.put(("all",), sum(values), weight=20)
    table.adds_up(("all",), [(name, str(number)) for number in range(len(values))])
    return table


def two_way(
    table: Publication, name: str, values: list[list[int]], *, rows_known: bool = False, zero_shown: bool = True
) -> None:
    """Rows by columns with both margins; the row margins may be shared with other tables ("row", r)."""
    height, width = len(values), len(values[0])
    for r, c in itertools.product(range(height), range(width)):
        table.put((name, str(r), str(c)), values[r][c], zero_shown=zero_shown)
    for r in range(height):
        if not rows_known:
            table.put(("row", str(r)), sum(values[r]), weight=5)
        table.adds_up(("row", str(r)), [(name, str(r), str(c)) for c in range(width)])
    for c in range(width):
        table.put((name, "", str(c)), sum(values[r][c] for r in range(height)), weight=5)
        table.adds_up((name, "", str(c)), [(name, str(r), str(c)) for r in range(height)])
    if not rows_known:
        table.put(("all",), sum(map(sum, values)), weight=50)
        table.adds_up(("all",), [("row", str(r)) for r in range(height)])
    table.adds_up(("all",), [(name, "", str(c)) for c in range(width)])


def some_number(dice: random.Random, most: int) -> int:
    return dice.choice([0, 0, dice.randint(1, 4), dice.randint(0, most), dice.randint(0, most)])


def some_table(dice: random.Random) -> Publication:
    kind = dice.choice(["one-way", "two-way", "two-way", "linked", "labels", "sums"])
    most = dice.choice([5, 12, 40])
    if kind == "one-way":
        return one_way(some_number(dice, most) for _ in range(dice.randint(1, 9)))
    height, width = dice.randint(1, 5), dice.randint(1, 4)
    table = Publication()
    values = [[some_number(dice, most) for _ in range(width)] for _ in range(height)]
    two_way(table, "state", values, zero_shown=dice.random() < 0.5)
    if kind == "linked":  # the same matters by something else: the row margins are shared
        split = [list(spread(dice, sum(row), dice.randint(2, 3))) for row in values]
        deepest = max(map(len, split))
        two_way(table, "kind", [row + [0] * (deepest - len(row)) for row in split], rows_known=True)
    if kind == "labels":
        total = int(table.cells[("all",)].value)
        labels = [dice.randint(0, total) for _ in range(3)]
        labels[0] = max(labels[0], total - sum(labels[1:]))
        for number, value in enumerate(labels):
            table.put(("basis", str(number)), value)
        table.overlaps(("all",), [("basis", str(number)) for number in range(3)])
    if kind == "sums":
        hours = [sum(dice.choice([0.5, 2.0, 3.25]) for _ in range(sum(row))) for row in values]
        for number, value in enumerate(hours):
            table.put(("hours", str(number)), value, behind=sum(values[number]), whole=False)
        table.put(("hours",), sum(hours), behind=sum(map(sum, values)), whole=False, weight=20)
        table.adds_up(("hours",), [("hours", str(number)) for number in range(height)])
    return table


def spread(dice: random.Random, total: int, parts: int) -> list[int]:
    cuts = sorted(dice.randint(0, total) for _ in range(parts - 1))
    return [high - low for low, high in itertools.pairwise([0, *cuts, total])]


def assert_nobody_is_found(table: Publication, hidden: frozenset[Key]) -> None:
    ranges = attack(table, hidden)
    assert set(ranges) == set(hidden)
    for key, cell in table.cells.items():
        if cell.shown and 0 < cell.behind < table.threshold:
            assert key in hidden
        if cell.shown and cell.behind == 0 and cell.zero_shown:
            assert key not in hidden
    for key, (least, most) in ranges.items():
        assert least - 1e-6 <= table.cells[key].value <= most + 1e-6
        assert most - least > 1e-6  # not one hidden number follows from the others
    assert too_narrow(table, ranges) == {}


def test_the_attacker_recovers_nothing_from_a_thousand_tables() -> None:
    dice = dice_of(20261120)
    searched = hidden = 0
    for _ in range(1000):
        table = some_table(dice)
        answer = protect(table)
        assert_nobody_is_found(table, answer.hidden)
        assert answer.fewest
        searched += 1
        hidden += len(answer.hidden)
    assert searched == 1000
    assert hidden > 3000


def every_world(table: Publication, hidden: list[Key], most: int) -> list[tuple[int, ...]]:
    """All tables of whole numbers that agree with what is published: no solver, only counting."""
    found = []
    for guess in itertools.product(range(1, most + 1), repeat=len(hidden)):
        world = dict(zip(hidden, guess, strict=True))
        if all(
            abs(sum(sign * world.get(key, table.cells[key].value) for key, sign in equation.items())) < 1e-9
            for equation in table.equations
        ):
            found.append(guess)
    return found


@pytest.mark.parametrize("seed", range(25))
def test_the_attackers_ranges_are_those_found_by_counting_every_possible_table(seed: int) -> None:
    dice = dice_of(seed)
    table = Publication()
    two_way(table, "cell", [[dice.randint(0, 5) for _ in range(2)] for _ in range(3)])
    inside = [key for key in table.cells if key[0] == "cell" and key[1] and table.cells[key].value > 0]
    hidden = dice.sample(inside, min(len(inside), 5))
    worlds = every_world(table, hidden, 10)
    ranges = attack(table, hidden)
    for number, key in enumerate(hidden):
        possible = [world[number] for world in worlds]
        assert ranges[key] == (min(possible), max(possible))


def test_a_small_number_never_stands_alone_against_its_total() -> None:
    answer = protect(one_way([3, 20, 31, 0]))
    assert answer.hidden == {("a", "0"), ("a", "1")}
    assert answer.fewest
    assert attack(one_way([3, 20, 31, 0]), answer.hidden)[("a", "0")] == (1, 22)


def test_zero_is_shown_and_never_used_to_hide_another() -> None:
    table = one_way([2, 0, 0])
    answer = protect(table)
    assert answer.hidden == {("a", "0"), ("all",)}
    assert attack(table, answer.hidden)[("all",)] == (1, math.inf)


def test_two_small_numbers_with_a_small_total_take_the_total_with_them() -> None:
    # 4 + 1 = 5: with the total shown, the reader would know 1..4 for both - no wider than the rule itself tells.
    assert protect(one_way([4, 1])).hidden == {("a", "0"), ("a", "1"), ("all",)}
    # 1 + 1 = 2 likewise; and 2 + 7 = 9 stays, its range 1..8 says nothing
    assert protect(one_way([2, 7])).hidden == {("a", "0"), ("a", "1")}


def test_in_a_sparse_table_zeros_hide_with_the_few_so_that_the_total_can_stay() -> None:
    for zero_shown in (True, False):
        table = Publication()
        for place in range(10):
            table.put(("place", str(place)), int(place < 5), zero_shown=zero_shown)
        table.put(("all",), 5, weight=20)
        table.adds_up(("all",), [("place", str(place)) for place in range(10)])
        answer = protect(table)
        assert (("all",) in answer.hidden) is zero_shown
        assert_nobody_is_found(table, answer.hidden)


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert protect(one_way([5, 9, 0, 120])).hidden == frozenset()
    assert protect(Publication()).hidden == frozenset()


def test_a_state_hidden_in_one_table_is_not_given_back_by_its_region_in_another() -> None:
    table = Publication()
    states = {"fl": 3, "ga": 40, "al": 6, "tx": 20, "ok": 9}
    regions = {"southeast": ("fl", "ga", "al"), "southwest": ("tx", "ok")}
    for state, value in states.items():
        table.put(("state", state), value)
    for region, members in regions.items():
        table.put(("region", region), sum(states[state] for state in members), weight=5)
        table.adds_up(("region", region), [("state", state) for state in members])
    table.put(("all",), sum(states.values()), weight=20)
    table.adds_up(("all",), [("region", region) for region in regions])
    answer = protect(table)
    assert answer.hidden == {("state", "fl"), ("state", "al")}
    assert_nobody_is_found(table, answer.hidden)


def test_several_bases_in_one_matter_do_not_add_up_and_still_do_not_give_a_number_back() -> None:
    table = Publication()
    table.put(("all",), 20, weight=20)
    for basis, value in {"race": 18, "religion": 2, "disability": 0}.items():
        table.put(("basis", basis), value)
    table.overlaps(("all",), [("basis", basis) for basis in ("race", "religion", "disability")])
    answer = protect(table)
    assert answer.hidden == {("basis", "religion")}
    assert attack(table, answer.hidden)[("basis", "religion")] == (2, 20)  # each matter has a basis: not under 20 - 18


def test_a_number_that_cannot_exceed_another_is_protected_against_that_too() -> None:
    table = Publication()
    for place, (matters, cases) in {"a": (5, 4), "b": (6, 6)}.items():
        table.put(("matters", place), matters)
        table.put(("cases", place), cases)
        table.at_most(("cases", place), ("matters", place))
    for what, total in {"matters": 11, "cases": 10}.items():
        table.put((what,), total, weight=3)
        table.adds_up((what,), [(what, "a"), (what, "b")])
    # "10 cases, at most 5 and 6" would leave 4 or 5: more must go than the two numbers of cases
    only_cases = frozenset({("cases", "a"), ("cases", "b")})
    assert attack(table, only_cases)[("cases", "a")] == (4, 5)
    assert_nobody_is_found(table, protect(table).hidden)


def test_hours_are_hidden_by_the_matters_behind_them_and_hide_within_their_own_size() -> None:
    table = Publication()
    for place, (hours, matters) in {"a": (120.0, 2), "b": (30.0, 9), "c": (400.5, 30)}.items():
        table.put(("hours", place), hours, behind=matters, whole=False)
    table.put(("hours",), 550.5, behind=41, whole=False, weight=5)
    table.adds_up(("hours",), [("hours", place) for place in "abc"])
    answer = protect(table)
    assert answer.hidden >= {("hours", "a")}
    least, most = attack(table, answer.hidden)[("hours", "a")]
    assert most - least >= 120


def test_numbers_that_contradict_their_own_totals_are_refused() -> None:
    table = Publication()
    table.put(("a",), 3)
    table.put(("all",), 5)
    with pytest.raises(ValueError, match="does not hold"):
        table.adds_up(("all",), [("a",)])
    with pytest.raises(ValueError, match="does not hold"):
        table.at_most(("all",), ("a",))
    with pytest.raises(ValueError, match="put twice"):
        table.put(("a",), 3)
    with pytest.raises(ValueError, match="whole number"):
        table.put(("b",), 2.5)
    with pytest.raises(ValueError, match="not put yet"):
        table.adds_up(("all",), [("nowhere",)])
    with pytest.raises(ValueError, match="over no matter"):
        table.put(("h",), 2.5, behind=0)


def test_out_of_time_the_answer_is_still_safe() -> None:
    dice = dice_of(7)
    for _ in range(20):
        table = Publication()
        two_way(table, "cell", [[some_number(dice, 9) for _ in range(5)] for _ in range(6)])
        answer = protect(table, seconds=0)
        assert_nobody_is_found(table, answer.hidden)


def test_the_same_numbers_always_hide_the_same() -> None:
    tables = [some_table(dice_of(3)) for _ in range(2)]
    assert protect(tables[0]).hidden == protect(tables[1]).hidden


nested = st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=4), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(nested=nested)
def test_no_nesting_of_states_in_regions_in_the_country_gives_a_number_back(nested: list[list[int]]) -> None:
    table = Publication()
    table.put(("all",), sum(map(sum, nested)), weight=50)
    for r, states in enumerate(nested):
        table.put(("region", str(r)), sum(states), weight=5)
        for s, value in enumerate(states):
            table.put(("state", str(r), str(s)), value)
        table.adds_up(("region", str(r)), [("state", str(r), str(s)) for s in range(len(states))])
    table.adds_up(("all",), [("region", str(r)) for r in range(len(nested))])
    assert_nobody_is_found(table, protect(table).hidden)
