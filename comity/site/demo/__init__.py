"""The demonstration: an invented agency at work, told through the same actions that people use.

Five threads cross the screens - Harlow Falls, Marsh County, Benton, Port Alder, Sable Creek - and about sixty smaller
matters stand around them. Time ends at the visitor's own moment; nobody in it exists.
"""

import json
from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from comity.cases.actions import save_view
from comity.reactions import EVERY_MINUTE
from comity.site.demo import (
    around,
    benton,
    harlow_falls,
    inbox,
    marsh_county,
    offices,
    port_alder,
    post,
    riverbend,
    sable_creek,
    turns,
)
from comity.site.demo.stage import Stage, Story, play
from comity.trust import audit

STEPS = 4
RECEIPTS = "demo-receipts.json"  # as comity/web/signin reads it
THREADS = (
    harlow_falls.case,
    harlow_falls.neighbours,
    marsh_county.case,
    marsh_county.alert,
    benton.case,
    port_alder.case,
    sable_creek.report,
)
VIEWS = (
    ("inez", "Quiet, and tense", "open quiet:7 tension:4"),
    ("inez", "With minors", "open minors"),
    ("augusta", "Due this week", "due:7"),
)


def build(now: datetime, *, step: Callable[[str], None], profile: str = "us-crs", background: bool = True) -> Stage:
    """Hire everybody, tell all stories, carry the mail; the newest day is ``now``'s."""
    stage = Stage(now)
    step("hiring the people of every office")
    told = city_hall(stage) if profile == "generic" else national_service(stage, background=background)
    step("telling what happened in the past months")
    play([*told, ("clock", the_clock(stage))], until=now)
    for who, name, line in VIEWS:
        if who in stage.people:
            save_view(name=name, line=line, viewer=stage.viewer(who))
    step("carrying the mail of the past")
    post.carry(stage)
    post.ring(stage)
    step("linking the audit trail")
    while audit.link():
        pass
    keep_cards(stage)
    return stage


def national_service(stage: Stage, *, background: bool) -> list[tuple[str, Story]]:
    """Headquarters and fourteen offices."""
    offices.hire(stage)
    offices.fill_rota(stage)
    told = [(story.__name__, story(stage)) for story in (*THREADS, *turns.STORIES, *inbox.STORIES)]
    return told + (around.stories(stage) if background else [])


def city_hall(stage: Stage) -> list[tuple[str, Story]]:
    """Two people in one room."""
    riverbend.hire(stage)
    return [(story.__name__, story(stage)) for story in riverbend.STORIES]


def the_clock(stage: Stage) -> Story:
    """What the worker does each minute is done once an evening, and once now."""
    for days in range(200, 0, -1):
        now = yield stage.at(days, "18:30")
        tick(now)
    now = yield stage.now
    tick(now)


def tick(now: datetime) -> None:
    for hook in EVERY_MINUTE:
        hook(now)


def keep_cards(stage: Stage) -> None:
    """The few receipts that visitors may use: only the demonstration keeps digits, and only on this machine."""
    cards = [{"digits": card.digits, "language": card.language, "title": card.title} for card in stage.cards]
    (settings.DATA / RECEIPTS).write_text(json.dumps(cards, ensure_ascii=False, indent=1), encoding="utf-8")
