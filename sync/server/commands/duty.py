"""`okrskar-server officers duty`: who holds or covers a district, and until when."""

import argparse

from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server, record

_DUTIES = ("primary", "backup", "cover")


def add_to(commands: Subparsers) -> None:
    """Register the subcommand among those of `officers`."""
    duty = add_command(commands, "duty", "let an officer hold or cover a district, or end it", run)
    duty.add_argument("login")
    duty.add_argument("district", metavar="DISTRICT")
    duty.add_argument("--kind", choices=_DUTIES, default="primary")
    duty.add_argument("--end", action="store_true", help="end the officer's running duties in the district now")
    duty.add_argument("--until", metavar="MOMENT", help="end of the duty, such as 2026-07-31T22:00:00Z")


def run(arguments: argparse.Namespace) -> int:
    """Grant or end a duty; devices feel it at their next pull."""
    if arguments.end and arguments.until:
        raise CommandRefused("--end ends it now, --until says when a new one ends: give one of them")
    from sync.server.accounts import duties, people
    from sync.server.duty.service import settle

    with open_server(arguments) as server:
        now, until = server.now(), _until(arguments.until)
        with server.database.write() as connection:
            officer_id = people.find(connection, arguments.login)
            if arguments.end:
                if not duties.withdraw(connection, officer_id, arguments.district, now):
                    raise CommandRefused(f"{arguments.login} has no duty in {arguments.district}")
            else:
                kind = duties.DutyKind(arguments.kind)
                duties.grant(connection, officer_id, arguments.district, kind, from_at=now, to_at=until)
            action = "duty.end" if arguments.end else "duty.grant"
            record(connection, server, action, officer_id, district=arguments.district)
            settle(connection, server)
    print("done: devices follow at their next sync")
    return 0


def _until(text: str | None) -> str | None:
    from sync.server.ground.moments import instant, moment

    if not text:
        return None
    try:
        at = moment(text)
        if at.tzinfo is None:
            raise CommandRefused(f"not a moment: {text} has no zone (2026-07-31T22:00:00Z expected)")
        return instant(at)
    except (ValueError, OverflowError):
        raise CommandRefused(f"not a moment: {text} (2026-07-31T22:00:00Z expected)") from None
