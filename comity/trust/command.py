"""``comity audit verify``: has anyone changed what was written down?"""

import argparse

from comity.trust import audit


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("audit", help="check the audit trail")
    verbs = parser.add_subparsers(required=True)
    verify = verbs.add_parser("verify", help="walk the chain; exit status 1 and the place if it is broken")
    verify.set_defaults(run=run_verify)


def run_verify(args: argparse.Namespace) -> int:
    verdict = audit.verify()
    tail = f"; {verdict.unlinked} newest rows wait to be linked" if verdict.unlinked else ""
    if verdict.holds:
        print(f"The audit trail holds: {verdict.linked} links{tail}.")  # noqa: T201 - this is the command's answer
        return 0
    print(f"The audit trail is broken: {verdict.broken}. {verdict.linked} links before it hold{tail}.")  # noqa: T201
    return 1
