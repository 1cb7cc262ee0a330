"""Is it ours, and why: the profile's rules, read from the top, answered with the rule, the law and a plain sentence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from comity.agency.layout import in_force
from comity.trust.lifecycle import Refused

RESULTS = ("in", "out", "person")
FACTS = ("one_family", "legal_claim", "violence", "perceived")
NO_RULE = "no-rule"


@dataclass(frozen=True)
class Rule:
    """One line of the table; its place in the table is its priority."""

    slug: str
    result: str
    law: str
    settings: tuple[str, ...] = ()  # none = any
    bases: tuple[str, ...] | None = None  # None = any; () = only when none is given
    when: tuple[tuple[str, bool], ...] = ()
    offers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def fits(self, setting: str, bases: frozenset[str], facts: Mapping[str, bool], on: date) -> bool:
        """Whether this rule speaks about such a matter on such a day."""
        if not in_force(self, on) or (self.settings and setting not in self.settings):
            return False
        if self.bases is not None and (not bases.intersection(self.bases) if self.bases else bases):
            return False
        return all(facts[fact] is wanted for fact, wanted in self.when)


@dataclass(frozen=True)
class Rules:
    """One version of the table, with the words it may be asked about."""

    version: str
    rules: tuple[Rule, ...]
    settings: frozenset[str]
    bases: frozenset[str]


@dataclass(frozen=True)
class Reason:
    rule: str
    law: str
    text: str


@dataclass(frozen=True)
class Screening:
    """The answer; ``reasons[0]`` decided it, the others also apply; ``offered`` services stay open."""

    result: str
    reasons: tuple[Reason, ...]
    version: str
    offered: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """What ``comity screen --json`` prints."""
        return {
            "result": self.result,
            "reasons": [{"rule": r.rule, "law": r.law, "text": r.text} for r in self.reasons],
            "version": self.version,
        }


def as_date(value: object) -> date | None:
    """A date from a profile file (a date) or from the stored profile (ISO text)."""
    return date.fromisoformat(value) if isinstance(value, str) else value if isinstance(value, date) else None


def rules_from(content: Mapping[str, Any]) -> Rules:
    """The table as the profile writes it."""
    made = []
    for row in content["rule"]:
        bases = row.get("bases", "any")
        made.append(
            Rule(
                slug=row["slug"],
                result=row["result"],
                law=row.get("law", ""),
                settings=tuple(row.get("settings", ())),
                bases=None if bases == "any" else tuple(bases),
                when=tuple(row.get("when", {}).items()),
                offers=tuple(row.get("offers", ())),
                since=as_date(row.get("since")),
                until=as_date(row.get("until")),
            )
        )
    return Rules(content["version"], tuple(made), frozenset(content["settings"]), frozenset(content["bases"]))


def screen(
    *,
    setting: str,
    bases: Iterable[str] = (),
    perceived: bool = False,
    on: date,
    one_family: bool = False,
    legal_claim: bool = False,
    violence: bool = False,
    language: str = "en",
    rules: Rules | None = None,
    say: Callable[[str, str], str] | None = None,
) -> Screening:
    """Whether such a matter is ours (in), not ours (out) or needs a person to decide, with every reason."""
    if rules is None:
        from comity.agency.profile import current_rules  # noqa: PLC0415 - only this default needs rows

        rules = current_rules()
    if say is None:
        from comity.texts.say import say as say_stored  # noqa: PLC0415

        say = say_stored
    given = frozenset(bases)
    with translation.override(language):
        _must_be_known(setting, given, rules)
    facts = {"one_family": one_family, "legal_claim": legal_claim, "violence": violence, "perceived": perceived}
    fitting = [rule for rule in rules.rules if rule.fits(setting, given, facts, on)]
    if not fitting:  # nobody foresaw this; a person decides
        return Screening("person", (Reason(NO_RULE, "", say(f"rule.{NO_RULE}", language)),), rules.version, ())
    reasons = tuple(Reason(rule.slug, rule.law, say(f"rule.{rule.slug}", language)) for rule in fitting)
    return Screening(fitting[0].result, reasons, rules.version, fitting[0].offers)


def _must_be_known(setting: str, bases: frozenset[str], rules: Rules) -> None:
    if setting not in rules.settings:
        known = ", ".join(sorted(rules.settings))
        raise Refused(
            _("There is no setting called “{name}”. The settings are: {known}.").format(name=setting, known=known)
        )
    for basis in sorted(bases - rules.bases):
        known = ", ".join(sorted(rules.bases))
        sentence = _("There is no basis called “{name}”. The bases are: {known}.")
        raise Refused(sentence.format(name=basis, known=known))
