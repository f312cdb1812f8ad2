"""`okrskar-server mail …`: by which relay answers leave the house."""

import argparse

from sync.server.commands import mail_fetch, mail_in
from sync.server.commands.arguments import CommandRefused, Subparsers, add_command, open_server, record
from sync.server.commands.mail_secrets import typed_password
from sync.server.commands.printing import printable

OUTCOMES = ("solved", "not_found", "handed_over", "not_ours", "monitored", "duplicate")


def add(subparsers: Subparsers) -> None:
    """Register `mail` with its own subcommands."""
    parser = subparsers.add_parser("mail", help="mail that goes out and comes in")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new = add_command(commands, "set", "send mail by this relay from now on", run_set)
    new.add_argument("host")
    new.add_argument("--port", type=int, default=587)
    new.add_argument("--security", choices=("tls", "starttls", "none"), default="starttls")
    new.add_argument("--from", dest="sender", required=True, metavar="ADDRESS", help="in whose name")
    new.add_argument("--name", default="Městská policie", help="the name beside that address")
    new.add_argument("--domain", required=True, help="where answers come to: o-…@DOMAIN")
    new.add_argument("--language", choices=("cs", "en"), default="cs", help="of the words around an officer's")
    new.add_argument("--user", default="", help="who signs in; the password is asked for, or read from a pipe")
    new.add_argument(
        "--quiet", default="21-7", metavar="HOURS", help="nobody is written to then (default: %(default)s)"
    )
    seen = add_command(commands, "preview", "what a mail would say", run_preview)
    seen.add_argument("purpose", choices=("question", "answer", "reply", "received"))
    seen.add_argument("--outcome", choices=OUTCOMES, default="solved", help="of a reply (default: %(default)s)")
    seen.add_argument("--language", choices=("cs", "en"), default="cs")
    add_command(commands, "show", "say by which relay mail goes out", run_show)
    add_command(commands, "off", "send no mail; what is queued waits", run_off)
    mail_in.add(commands)
    mail_fetch.add(commands)


def run_set(arguments: argparse.Namespace) -> int:
    """Name the relay."""
    import msgspec

    from sync.server.mail.letters import addressable
    from sync.server.mail.relay import MailKey, Relay
    from sync.server.mail.service import begin

    try:
        addressable(f"o-x@{arguments.domain}")
        named = msgspec.convert(
            {
                "host": arguments.host,
                "port": arguments.port,
                "security": arguments.security,
                "sender": addressable(arguments.sender),
                "name": arguments.name,
                "domain": arguments.domain,
                "language": arguments.language,
                "user": arguments.user,
                "quiet": arguments.quiet,
            },
            Relay,
        )
    except (ValueError, msgspec.ValidationError) as error:
        raise CommandRefused(f"the relay can not be used: {error}") from None
    password = typed_password() if arguments.user else ""
    with open_server(arguments) as server:
        if password:
            named = msgspec.structs.replace(named, sealed=MailKey(server.settings.files).seal(password))
        with server.database.write() as connection:
            begin(connection, server, named)
            record(connection, server, "mail.set", host=named.host)
    print("done: mail goes out by it from now on")
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """What is set, but for the password."""
    from sync.server.mail.relay import relay

    with open_server(arguments) as server, server.database.read() as connection:
        named = relay(connection)
    if named is None:
        print("no mail goes out: see okrskar-server mail set --help")
        return 0
    print(f"relay    {printable(named.host)}:{named.port} ({named.security.value})")
    print(f"from     {printable(named.name)} <{printable(named.sender)}>")
    print(f"answers  o-…@{printable(named.domain)}")
    print(f"quiet    {printable(named.quiet) or 'never'}")
    print(f"signs in {printable(named.user) or 'no'}")
    return 0


def run_preview(arguments: argparse.Namespace) -> int:
    """The mail as it would go out by the relay that is set, with words in the officer's place."""
    from app.messages.domain import Purpose
    from app.tips.domain import OutcomeKind
    from sync.server.mail.letters import Envelope, Said, acknowledgement, letter
    from sync.server.mail.relay import relay

    with open_server(arguments) as server, server.database.read() as connection:
        named = relay(connection)
    if named is None:
        raise CommandRefused("no mail goes out: see okrskar-server mail set --help")
    back, number = f"o-…@{named.domain}".replace("…", "0" * 32), "2026-000123"
    envelope = Envelope(named.sender, named.name, "anna@example.com", back, f"0@{named.domain}", arguments.language)
    if arguments.purpose == "received":
        mail = acknowledgement(envelope, number, "")
    else:
        purpose = Purpose(arguments.purpose)
        outcome = OutcomeKind(arguments.outcome) if purpose is Purpose.REPLY else None
        mail = letter(Said(purpose, "[…]", number, "[…]", outcome), envelope)
    for name in ("From", "To", "Subject", "Reply-To"):
        print(f"{name}: {printable(str(mail[name]))}")
    print(f"\n{mail.get_content().rstrip()}")
    return 0


def run_off(arguments: argparse.Namespace) -> int:
    """No mail from now on."""
    from sync.server.mail.relay import use

    with open_server(arguments) as server, server.database.write() as connection:
        use(connection, None)
        record(connection, server, "mail.off")
    print("done: no mail goes out")
    return 0
