"""The ``comity`` command: what an operator does with the service. Exit status 0 done, 1 not done, 2 not understood."""

import argparse
import os
import sys
from pathlib import Path

# Django reads the settings when it is first imported, and `comity demo` decides where they point: so nothing of
# Django is imported above the functions of this module.


def main(argv: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.site.settings")
    if arguments[:1] == ["demo"]:
        return demo(arguments[1:])
    start_django()
    args = parser().parse_args(arguments)
    return told_plainly(args)


def start_django() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise SystemExit(f"comity: {error}") from None


def told_plainly(args: argparse.Namespace) -> int:
    """Run the chosen command; what the operator can mend is one sentence, everything else stays loud."""
    from django.db import OperationalError

    from comity.site.backup import NoBackup
    from comity.site.first_run import NotReady
    from comity.trust.lifecycle import Refused
    from comity.trust.sealing import KeyMissing

    try:
        return int(args.run(args) or 0)
    except (NotReady, NoBackup, Refused, KeyMissing) as error:
        print(f"comity: {error}", file=sys.stderr)
    except OperationalError as error:
        if "no such table" not in str(error):
            raise
        print("comity: there is no database here yet; run: comity setup", file=sys.stderr)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def parser() -> argparse.ArgumentParser:
    """Every sub-command: the operator's here, the others from the packages they belong to."""
    from comity.agency import command as agency
    from comity.reports import command as reports
    from comity.trust import command as trust

    whole = argparse.ArgumentParser(prog="comity", description="Runs a whole community relations service.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    add_own(commands)
    for package in (agency, reports, trust):
        package.add(commands)
    return whole


def add_own(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = commands.add_parser("setup", help="make or update the service in the folder COMITY_DATA")
    one.add_argument("--profile", metavar="NAME", help="the agency: us-crs, generic or your own (COMITY_PROFILE)")
    one.add_argument("--admin", default="", metavar="EMAIL", help="create the first administrator")
    one.add_argument("--name", default="", help="the administrator's name")
    one.set_defaults(run=run_setup)

    add_demo_options(commands.add_parser("demo", help="a made-up agency with a story, on this machine only"))

    one = commands.add_parser("serve", help="serve the pages")
    one.add_argument("--address", default="127.0.0.1")
    one.add_argument("--port", type=int, default=8000)
    one.add_argument("--workers", type=int, default=2, help="processes; two are plenty for a national service")
    one.set_defaults(run=run_serve)

    one = commands.add_parser("worker", help="send notices, keep the clocks, link the audit trail")
    one.add_argument("--once", action="store_true", help="do what is due now, then end")
    one.set_defaults(run=run_worker)

    one = commands.add_parser("backup", help="write one file with everything but the key")
    one.add_argument("file", type=Path)
    one.set_defaults(run=run_backup)

    one = commands.add_parser("restore", help="put a backup in place of an empty database")
    one.add_argument("file", type=Path)
    one.add_argument("--verify", action="store_true", help="only rehearse it, in a scratch place")
    one.set_defaults(run=run_restore)


def add_demo_options(one: argparse.ArgumentParser) -> None:
    one.add_argument("--port", type=int, default=8000)
    one.add_argument("--no-browser", action="store_true", help="do not open a browser")
    one.add_argument("--fresh", action="store_true", help="start again clean")
    one.add_argument(
        "--profile", choices=("us-crs", "generic"), default="us-crs", help="whose story: fifteen offices, or two people"
    )


def demo(arguments: list[str]) -> int:
    from comity.site import demonstration

    one = argparse.ArgumentParser(prog="comity demo")
    add_demo_options(one)
    args = one.parse_args(arguments)
    place = demonstration.folder(args.profile)
    demonstration.step_into(place, fresh=args.fresh)
    start_django()
    return demonstration.run(place, port=args.port, open_browser=not args.no_browser, profile_name=args.profile)


def run_setup(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from comity.agency import profile
    from comity.site import checks, first_run

    name = args.profile or profile.chosen()
    done = first_run.set_up(profile_name=name, admin=args.admin, admin_name=args.name, now=timezone.now())
    for sentence in done:
        print(sentence)
    for sentence in checks.machine_warnings():
        print(f"warning: {sentence}", file=sys.stderr)
    return 0


def run_serve(args: argparse.Namespace) -> int:
    from comity.site import checks, serving

    serving.refuse_if_not_ready()
    for sentence in checks.machine_warnings():
        print(f"warning: {sentence}", file=sys.stderr)
    print(f"serving on http://{args.address}:{args.port}/ with {args.workers} workers", flush=True)
    serving.serve(address=args.address, port=args.port, workers=args.workers)
    return 0


def run_worker(args: argparse.Namespace) -> int:
    from comity.notices import worker

    return worker.run(args.once)


def run_backup(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from comity.site import backup

    manifest = backup.back_up(args.file.absolute(), now=timezone.now())
    print(f"{args.file}: {len(manifest.rows)} tables, {sum(manifest.rows.values())} rows.")
    print("The key file is not in it, and without the key it opens nothing: keep the copy of the key elsewhere.")
    return 0


def run_restore(args: argparse.Namespace) -> int:
    from comity.site import backup

    checked = backup.verify(args.file) if args.verify else backup.restore(args.file)
    for sentence in checked.findings:
        print(sentence)
    for sentence in checked.faults:
        print(f"comity: {sentence}", file=sys.stderr)
    return 1 if checked.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
