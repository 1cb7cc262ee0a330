"""Nobody can be found in a published table: small numbers are hidden, and no total gives a hidden number back.

What is hidden, and why
    A number that stands for fewer than ``threshold`` matters (5) is *sensitive* and hidden. Hiding it alone is not
    enough: a total minus the other numbers would give it back. So further numbers are hidden with it, as few and as
    unimportant as possible (complementary suppression).
    Zero is shown where tables are dense: "no such matter" points at nobody. The price is paid openly: the attacker
    below is told that every hidden count there is at least 1. In sparse tables (by place) that price is too high - five
    matters in five places, zeros shown, are one in each, so the country's total would have to go. There a zero is
    hidden like any other small number (``zero_shown=False``), and the totals can stay.
    A sensitive number and one hidden to protect it look the same from outside: saying which is which would tell the
    attacker that the one lies in 1..4 and the other does not.

What is promised (checked by :func:`attack`, a linear and then a whole-number program, not by argument)
    Whoever knows every published number, every relation between the numbers and the rule itself still finds, for
    each sensitive count, a range at least ``threshold - 1`` wide (five or more possible values, so that it cannot
    even be told to be below the threshold); for each sensitive sum (hours, people) a range at least as wide as the
    sum itself and as ``threshold - 1``. No other hidden number is determined exactly.
    Not promised: protection against somebody who knows some of the matters already, or who re-runs this very search
    over all possible worlds to rule out those where it would have hidden something else.

Method
    The cell suppression problem as an integer program with cuts from the attacker's dual: M. Fischetti and
    J. J. Salazar-Gonzalez, "Models and algorithms for optimizing cell suppression in tabular data with linear
    constraints", Journal of the American Statistical Association 95 (2000) 916-928, with sliding protection levels.
    Here without the p-percent rule for dominance: a sum is judged by the number of matters behind it.

Units and shapes
    A number is a *cell*: a key (a tuple of words, free to choose), a value >= 0 (matters, hours, people) and how many
    matters are behind it. Relations are sums (total = parts), overlapping labels (a matter may have several bases: the
    parts need not add up to the total, but none exceeds it and together they cover it) and "at most". Tables that
    share a key are linked; everything published about the same matters belongs in one :class:`Publication`.
"""

import math
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_diag, csr_array

Key = tuple[str, ...]
Vector = NDArray[np.float64]

THRESHOLD = 5
_NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Cell:
    """One number that may be published: its value, the matters behind it, the least it can be when it is hidden."""

    value: float
    behind: int
    floor: float
    weight: float  # how much readers lose when it is hidden (a leaf 1, a total more)
    whole: bool = True
    shown: bool = True  # False: a slack that is part of a relation but never printed
    zero_shown: bool = True  # False: no matter at all is hidden like a few


@dataclass(frozen=True, slots=True)
class Protected:
    """Which numbers are hidden; :func:`attack` tells what the strongest reader can still say about each."""

    hidden: frozenset[Key]
    fewest: bool  # proven: no safe choice hides less; False: safe, but the search for fewer ran out of time


@dataclass(slots=True)
class Publication:
    """Everything that is published about the same matters, with the relations a reader can see between the numbers."""

    threshold: int = THRESHOLD
    cells: dict[Key, Cell] = field(default_factory=dict)
    equations: list[dict[Key, float]] = field(default_factory=list)

    def put(
        self,
        key: Key,
        value: float,
        *,
        behind: int | None = None,
        weight: float = 1.0,
        whole: bool = True,
        zero_shown: bool = True,
        floor: float | None = None,
    ) -> None:
        """One number: a count of matters, or with ``behind`` a sum over that many matters (``whole=False``: hours).

        ``weight``: how much readers lose without it. ``floor``: what else tells readers that it is at least this much.
        """
        if behind is None:
            if value != int(value):
                raise ValueError(f"{key}: a count of matters is a whole number")
            behind = int(value)
        if not (math.isfinite(value) and value >= 0 and behind >= 0):
            raise ValueError(f"{key}: a number is at least 0 and finite")
        if behind == 0 and value:
            raise ValueError(f"{key}: a sum over no matter is 0")
        if key in self.cells:
            raise ValueError(f"{key}: put twice")
        least = 1.0 if behind == value and zero_shown else 0.0
        if floor is not None and floor > value:
            raise ValueError(f"{key}: less than its own floor")
        least = least if floor is None else max(least, floor)
        self.cells[key] = Cell(float(value), behind, least, weight, whole, zero_shown=zero_shown)

    def adds_up(self, total: Key, parts: Iterable[Key]) -> None:
        """Readers know that the parts add up to the total: every matter is in exactly one of them."""
        self._relate({total: -1.0, **dict.fromkeys(parts, 1.0)})

    def overlaps(self, total: Key, parts: Iterable[Key], *, covers: bool = True) -> None:
        """The parts may share matters: each is at most the total; if ``covers``, together they are at least that."""
        parts = tuple(parts)
        for part in parts:
            self.at_most(part, total)
        if covers and parts:
            over = sum(self.cells[part].value for part in parts) - self.cells[total].value
            self._relate({total: -1.0, **dict.fromkeys(parts, 1.0), self._slack(over, total): -1.0})

    def at_most(self, small: Key, large: Key) -> None:
        """Readers know that one number cannot exceed another."""
        room = self.cells[large].value - self.cells[small].value
        self._relate({small: 1.0, large: -1.0, self._slack(room, small): 1.0})

    def sensitive(self, key: Key) -> bool:
        """Fewer matters than the threshold are behind this number, but not none."""
        cell = self.cells[key]
        return cell.shown and 0 < cell.behind < self.threshold

    def may_hide(self, key: Key) -> bool:
        """Zeros that are shown stay shown: they hide nobody."""
        cell = self.cells[key]
        return cell.shown and (cell.behind > 0 or not cell.zero_shown)

    def must_hide(self, key: Key) -> bool:
        cell = self.cells[key]
        return self.sensitive(key) or (cell.shown and cell.behind == 0 and not cell.zero_shown)

    def need(self, key: Key) -> float:
        """How wide the range left to the attacker must be."""
        cell = self.cells[key]
        if not self.sensitive(key):
            return _NEAR * 10 if not cell.whole else 1.0
        least = float(self.threshold - 1)
        return least if cell.value == cell.behind else max(least, cell.value)

    def _slack(self, value: float, key: Key) -> Key:
        if value < -_NEAR:
            raise ValueError(f"{key}: the relation does not hold for these numbers")
        slack = ("", str(len(self.cells)))
        self.cells[slack] = Cell(max(value, 0.0), 0, 0.0, 0.0, whole=self.cells[key].whole, shown=False)
        return slack

    def _relate(self, equation: dict[Key, float]) -> None:
        unknown = [key for key in equation if key not in self.cells]
        if unknown:
            raise ValueError(f"{unknown[0]}: not put yet")
        gap = sum(sign * self.cells[key].value for key, sign in equation.items())
        if abs(gap) > 1e-6 * max(1.0, *(self.cells[key].value for key in equation)):
            raise ValueError(f"{next(iter(equation))}: the relation does not hold for these numbers")
        self.equations.append(equation)


# --------------------------------------------------------------------------------------------------- the attacker


def attack(publication: Publication, hidden: Iterable[Key], *, whole: bool = True) -> dict[Key, tuple[float, float]]:
    """The strongest reader: the least and the most each hidden number can be, given all that is published.

    Two programs per hidden number, solved stacked. With ``whole`` counts are known to be whole numbers; without it
    the ranges are those of the linear program (never narrower). ``inf`` means that nothing bounds the number above.
    The ranges agree with the true values by construction; an infeasible system raises ``ArithmeticError``.
    """
    unknown = set(hidden) | {key for key, cell in publication.cells.items() if not cell.shown}
    ranges: dict[Key, tuple[float, float]] = {}
    for keys, rows in _unknown_parts(publication, unknown):
        targets = [n for n, key in enumerate(keys) if publication.cells[key].shown]
        block = _block(keys)
        for start in range(0, len(targets), block):
            ranges.update(_extremes(publication, keys, rows, targets[start : start + block], whole=whole))
    return ranges


def _block(keys: Sequence[Key]) -> int:
    """How many numbers to ask about in one call: many small programs stacked, never one giant one."""
    return max(1, 800 // len(keys))


def _unknown_parts(
    publication: Publication, unknown: set[Key]
) -> list[tuple[list[Key], list[tuple[dict[Key, float], float]]]]:
    """The unknown numbers in groups that share no equation, each with its equations and right-hand sides."""
    rows: list[tuple[dict[Key, float], float]] = []
    links: dict[Key, list[int]] = defaultdict(list)
    for equation in publication.equations:
        left = {key: sign for key, sign in equation.items() if key in unknown}
        if left:
            known = sum(sign * publication.cells[key].value for key, sign in equation.items() if key not in unknown)
            for key in left:
                links[key].append(len(rows))
            rows.append((left, -known))
    groups = []
    seen: set[Key] = set()
    for first in sorted(unknown):
        if first in seen:
            continue
        seen.add(first)
        keys: list[Key] = []
        used: set[int] = set()
        todo = [first]
        while todo:
            key = todo.pop()
            keys.append(key)
            for row in links[key]:
                if row not in used:
                    used.add(row)
                    todo += (fresh := [other for other in rows[row][0] if other not in seen])
                    seen.update(fresh)
        if any(publication.cells[key].shown for key in keys):
            groups.append((keys, [rows[row] for row in sorted(used)]))
    return groups


def _extremes(
    publication: Publication,
    keys: Sequence[Key],
    rows: Sequence[tuple[dict[Key, float], float]],
    targets: Sequence[int],
    *,
    whole: bool,
) -> dict[Key, tuple[float, float]]:
    cells = [publication.cells[key] for key in keys]
    floors = np.array([cell.floor for cell in cells])
    known = sum(abs(right) for _, right in rows) + sum(cell.value for cell in cells)
    ceiling = 4.0 * known + 1000.0  # "no bound": far beyond anything the published numbers could imply
    n, copies = len(keys), 2 * len(targets)
    costs = np.zeros((copies, n))
    for place, target in enumerate(targets):
        costs[2 * place, target], costs[2 * place + 1, target] = 1.0, -1.0
    constraints: list[LinearConstraint] = []
    if rows:
        matrix, right = _matrix(keys, rows)
        right = np.tile(right, copies)
        constraints = [LinearConstraint(block_diag([csr_array(matrix)] * copies, format="csr"), right, right)]
    integral = np.tile([1 if whole and cell.whole else 0 for cell in cells], copies)
    bounds = Bounds(np.tile(floors, copies), np.full(n * copies, ceiling))
    answer = _solved(costs.ravel(), constraints, bounds, integral)
    if answer is None:
        raise ArithmeticError("The published numbers contradict each other.")
    found = answer.reshape(copies, n)
    ranges = {}
    for place, target in enumerate(targets):
        least, most = float(found[2 * place, target]), float(found[2 * place + 1, target])
        if whole and cells[target].whole:
            least, most = float(round(least)), float(round(most))
        ranges[keys[target]] = (least, most if most < ceiling / 2 else math.inf)
    return ranges


def _solved(
    costs: Vector, constraints: Sequence[LinearConstraint], bounds: Bounds, integral: NDArray[np.int64]
) -> Vector | None:
    """The cheapest point, whole where it must be. Most corners of a table are whole already: only else branch."""
    answer = milp(costs, constraints=constraints, bounds=bounds, options={"presolve": False})
    if answer.x is not None and np.any(np.abs(answer.x - np.round(answer.x))[integral > 0] > _NEAR):
        answer = milp(costs, constraints=constraints, bounds=bounds, integrality=integral)
    found: Vector | None = answer.x
    return found


def too_narrow(publication: Publication, ranges: Mapping[Key, tuple[float, float]]) -> dict[Key, float]:
    """The hidden numbers whose range is narrower than promised, with that range's width."""
    return {
        key: most - least
        for key, (least, most) in ranges.items()
        if publication.sensitive(key) and most - least < publication.need(key) - _NEAR
    }


def exposed(
    publication: Publication, hidden: Iterable[Key], asked: Iterable[Key], *, whole: bool = True
) -> dict[Key, float]:
    """Those of the ``asked`` hidden numbers that the attacker narrows down more than :meth:`Publication.need` allows.

    The same answer as :func:`attack` and :func:`too_narrow`, faster: any possible table is a witness that all its
    numbers are possible, so a few tables far apart clear most numbers, and only the rest are attacked one by one.
    """
    unknown = set(hidden) | {key for key, cell in publication.cells.items() if not cell.shown}
    asked = set(asked) & unknown
    found: dict[Key, float] = {}
    for keys, rows in _unknown_parts(publication, unknown):
        if pending := [number for number, key in enumerate(keys) if key in asked]:
            widths = _at_a_glance(publication, keys, rows)
            found |= {keys[n]: widths[n] for n in pending if widths[n] < publication.need(keys[n]) - _NEAR}
            pending = [n for n in pending if keys[n] not in found]
        if pending:
            few = len(pending) * len(keys) <= 300  # then asking for each is quicker than looking for witnesses
            left = pending if few else _without_witness(publication, keys, rows, pending, whole=whole)
            block = _block(keys)
            for start in range(0, len(left), block):
                ranges = _extremes(publication, keys, rows, left[start : start + block], whole=whole)
                found |= {key: most - least for key, (least, most) in ranges.items()}
    return {key: width for key, width in found.items() if width < publication.need(key) - _NEAR}


def _at_a_glance(
    publication: Publication, keys: Sequence[Key], rows: Sequence[tuple[dict[Key, float], float]]
) -> Vector:
    """How wide each number's range is at most, from one relation at a time: what is plain needs no program."""
    cells = [publication.cells[key] for key in keys]
    least = np.array([cell.floor for cell in cells])
    most = np.full(len(keys), math.inf)
    matrix, right = _matrix(keys, rows)
    lines = [(np.flatnonzero(line), line[np.flatnonzero(line)]) for line in matrix]
    changed = True
    while changed:
        before = most.copy()
        for (where, signs), value in zip(lines, right, strict=True):
            low = np.where(signs > 0, least[where], -most[where])
            high = np.where(signs > 0, most[where], -least[where])
            for place, number in enumerate(where):
                up, down = value - np.delete(low, place).sum(), value - np.delete(high, place).sum()
                ends = (down, up) if signs[place] > 0 else (-up, -down)
                least[number], most[number] = max(least[number], ends[0]), min(most[number], ends[1])
        changed = bool(np.any(most < before - 0.5))
    widths: Vector = most - least
    return widths


def _without_witness(
    publication: Publication,
    keys: Sequence[Key],
    rows: Sequence[tuple[dict[Key, float], float]],
    pending: Sequence[int],
    *,
    whole: bool,
) -> list[int]:
    """The numbers that no pair of possible tables, drawn at random, shows to be wide enough."""
    cells = [publication.cells[key] for key in keys]
    values = np.array([cell.value for cell in cells])
    needs = np.array([publication.need(key) for key in keys])
    ceiling = values + 4.0 * max(needs[list(pending)])
    constraints: list[LinearConstraint] = []
    if rows:
        matrix, right = _matrix(keys, rows)
        constraints = [LinearConstraint(csr_array(matrix), right, right)]
    integral = np.array([1 if whole and cell.whole else 0 for cell in cells])
    bounds = Bounds(np.array([cell.floor for cell in cells]), ceiling)
    least, most = values.copy(), values.copy()
    dice = np.random.default_rng(len(keys))  # only for the order of looking: the same question, the same answer
    left, stale = list(pending), 0
    while left and stale < 2:
        aim = np.zeros(len(keys))
        aim[left] = dice.choice([-1.0, 1.0], len(left)) * dice.uniform(0.5, 1.0, len(left))
        before = len(left)
        for sign in (1.0, -1.0):
            found = _solved(sign * aim, constraints, bounds, integral)
            if found is not None:
                least, most = np.minimum(least, found), np.maximum(most, found)
        left = [number for number in left if most[number] - least[number] < needs[number] - _NEAR]
        stale = stale + 1 if len(left) == before else 0
    return left


def _matrix(keys: Sequence[Key], rows: Sequence[tuple[dict[Key, float], float]]) -> tuple[Vector, Vector]:
    where = {key: number for number, key in enumerate(keys)}
    matrix = np.zeros((len(rows), len(keys)))
    for number, (left, _) in enumerate(rows):
        for key, sign in left.items():
            matrix[number, where[key]] = sign
    return matrix, np.array([right for _, right in rows])


# --------------------------------------------------------------------------------------------------- the defender


def protect(
    publication: Publication, *, also_hide: Iterable[Key] = (), tidy: bool = True, seconds: float = 5.0
) -> Protected:
    """Hide what is sensitive and the least of the rest that keeps it hidden; the answer has withstood the attack.

    ``also_hide``: numbers hidden for another reason (the twin table of the same matters hides them). ``tidy``: show
    again what is hidden in vain. Within ``seconds`` the choice is the cheapest there is; after that a safe one. An
    unsafe choice is never returned.
    """
    end = time.monotonic() + seconds
    forced = {key for key in publication.cells if publication.must_hide(key)}
    forced |= {key for key in also_hide if publication.may_hide(key)}
    hidden: set[Key] = set()
    fewest = True
    may_hide = {key for key, cell in publication.cells.items() if not cell.shown or publication.may_hide(key)}
    for keys, rows in _unknown_parts(publication, may_hide):
        if forced.isdisjoint(keys):
            continue
        shown = [key for key in keys if publication.cells[key].shown]
        part = _Part(publication, shown, [row for row, _ in rows], forced)
        proven, chosen = part.solve(end, tidy=tidy)
        hidden |= chosen
        fewest &= proven
    return Protected(frozenset(hidden), fewest)


class _Part:
    """One group of linked numbers: the integer program that chooses what to hide, and the cuts it has learnt."""

    def __init__(
        self, publication: Publication, keys: Sequence[Key], rows: Sequence[dict[Key, float]], forced: set[Key]
    ) -> None:
        self.publication = publication
        self.keys = list(keys)
        self.forced = forced & set(keys)
        self.sensitive = {key for key in keys if publication.sensitive(key)}
        self.where = {key: number for number, key in enumerate(self.keys)}
        slacks = sorted({key for row in rows for key in row if key not in self.where})
        self.all = [*self.keys, *slacks]
        place = {key: number for number, key in enumerate(self.all)}
        self.matrix = np.zeros((len(rows), len(self.all)))
        for number, row in enumerate(rows):
            for key, sign in row.items():
                self.matrix[number, place[key]] = sign
        cells = [publication.cells[key] for key in self.all]
        self.down = np.array([cell.value - cell.floor for cell in cells])
        most = max(publication.need(key) for key in self.forced)
        self.up = np.full(len(self.all), 2.0 * most)  # enough: no number needs to move further to widen a range
        self.cost = np.array([cell.weight * (1.0 + 0.1 * math.log1p(cell.value)) for cell in cells[: len(self.keys)]])
        self.cuts: list[tuple[Vector, float]] = []
        for row in rows:
            self._first_cuts(row)

    def _first_cuts(self, row: dict[Key, float]) -> None:
        """Nobody is hidden alone in a relation, and what is hidden beside a sensitive number has room to move."""
        if any(key not in self.where for key in row):
            return  # a slack is always unknown: it hides with everybody
        for key, sign in row.items():
            if self.publication.cells[key].behind == 0:
                continue
            cut = np.zeros(len(self.keys))
            for other in row:
                cut[self.where[other]] = 1.0
            cut[self.where[key]] = -1.0
            self.cuts.append((cut, 0.0))
            short = self.publication.need(key) - self.down[self.where[key]]
            if self.publication.sensitive(key) and short > _NEAR:
                room = np.zeros(len(self.keys))
                for other, its in row.items():
                    if other != key:
                        number = self.where[other]
                        # to raise this number, one of the same side must fall, one of the other side must rise
                        room[number] = min(self.down[number] if its == sign else self.up[number], short)
                self.cuts.append((room, short))

    def solve(self, end: float, *, tidy: bool) -> tuple[bool, set[Key]]:
        """Choose, attack, learn from what was found, choose again."""
        proven = True
        while True:
            left = end - time.monotonic()
            chosen, best = self._choose(max(left, 0.05)) if left > 0 else (None, False)
            if chosen is None:
                proven, chosen = False, self._surely()
            else:
                proven &= best
            narrow = exposed(self.publication, chosen, chosen if tidy else self.sensitive)
            open_yet = sorted(self.sensitive.intersection(narrow), key=lambda key: (narrow[key], key))
            if not open_yet:
                # What follows from the other numbers protects nobody by being hidden; whoever attacks knew it before,
                # so showing it makes nothing else clearer.
                return proven, chosen - set(narrow)
            for key in open_yet[:12]:
                self._learn(key, chosen)

    def _choose(self, seconds: float) -> tuple[set[Key] | None, bool]:
        least = np.array([1.0 if key in self.forced else 0.0 for key in self.keys])
        constraints = []
        if self.cuts:
            matrix = csr_array(np.array([cut for cut, _ in self.cuts]))
            constraints = [LinearConstraint(matrix, np.array([right for _, right in self.cuts]), np.inf)]
        answer = milp(
            self.cost,
            constraints=constraints,
            bounds=Bounds(least, np.ones(len(self.keys))),
            integrality=np.ones(len(self.keys)),
            options={"time_limit": seconds, "mip_rel_gap": 1e-4},
        )
        if answer.x is None:
            return None, False
        return {key for key, on in zip(self.keys, answer.x, strict=True) if on > 0.5}, answer.status == 0

    def _learn(self, key: Key, chosen: set[Key]) -> None:
        """Read the attacker's proof (the dual) and require that some choice breaks it."""
        hidden = np.array([key in chosen for key in self.keys] + [True] * (len(self.all) - len(self.keys)))
        cut = np.zeros(len(self.all))
        target = self.where[key]
        for sign in (1.0, -1.0):
            aim = np.zeros(len(self.all))
            aim[target] = sign
            answer = linprog(
                -aim,
                A_eq=csr_array(self.matrix),
                b_eq=np.zeros(len(self.matrix)),
                bounds=np.column_stack([np.where(hidden, -self.down, 0.0), np.where(hidden, self.up, 0.0)]),
                method="highs",
            )
            price = aim + self.matrix.T @ answer.eqlin.marginals  # weak duality holds for any prices
            cut += np.where(price > 0, price * self.up, -price * self.down)
        need = self.publication.need(key)
        always = cut[len(self.keys) :].sum() + cut[target]
        cut[target] = 0.0
        right = need - always
        coefficients = np.clip(cut[: len(self.keys)], 0.0, max(right, 0.0))
        coefficients[coefficients < _NEAR] = 0.0
        now_hidden = sum(coefficients[self.where[other]] for other in chosen)
        if right <= _NEAR or now_hidden >= right - _NEAR:  # the proof was too loose to exclude this choice
            self._more_than(chosen)
        else:
            self.cuts.append((coefficients, right))

    def _more_than(self, chosen: set[Key]) -> None:
        """Hiding less than this is no safer: ask for at least one number more."""
        self.cuts.append((np.array([0.0 if key in chosen else 1.0 for key in self.keys]), 1.0))

    def _surely(self) -> set[Key]:
        """Out of time: hide whole relations around what is exposed until nothing is; all hidden is always safe."""
        chosen = set(self.forced)
        while True:
            reach = set(exposed(self.publication, chosen, self.sensitive))
            if not reach:
                return chosen
            for equation in self.publication.equations:
                if not reach.isdisjoint(equation) or not chosen.isdisjoint(equation):
                    reach |= {key for key in equation if key in self.where}
            if reach <= chosen:
                return set(self.keys)
            chosen |= reach
