"""`okrskar-server jobs run | list`: the work that is done later, or again and again."""

import argparse
import signal
import threading

from sync.server.commands.arguments import Subparsers, add_command, open_server


def add(subparsers: Subparsers) -> None:
    """Register the subcommands."""
    jobs = subparsers.add_parser("jobs", help="work that is done later, or again and again")
    inner = jobs.add_subparsers(title="commands", metavar="COMMAND", required=True)
    run = add_command(inner, "run", "do jobs until told to stop, beside what serve does", run_jobs)
    run.add_argument("--once", action="store_true", help="do what is due now and end")
    add_command(inner, "list", "what waits, what is being done, what failed", run_list)


def run_jobs(arguments: argparse.Namespace) -> int:
    """A worker in the foreground; a job that has begun is finished before it ends."""
    from sync.server.jobs.worker import Worker
    from sync.server.kinds import KINDS

    stop = threading.Event()
    with open_server(arguments) as server:
        worker = Worker(server, KINDS)
        if arguments.once:
            worker.plan()
            print(f"done: {worker.run_due()} jobs")
            return 0
        before = {one: signal.signal(one, lambda *_: stop.set()) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            worker.run(stop)
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """One line a job."""
    from sync.server.jobs import repository

    with open_server(arguments) as server, server.database.read() as connection:
        found = repository.listed(connection, server.now(), server.settings.job_tries)
    for one in found:
        fault = f"  {one.fault}" if one.fault else ""
        print(f"{one.state:8} {one.due}  tries {one.tries}  {one.kind:18} {one.key}{fault}")
    return 0
