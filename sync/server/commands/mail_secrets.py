"""Passwords of mail servers: typed without being shown or read from a pipe, never an argument."""

import getpass
import sys

from sync.server.commands.arguments import CommandRefused


def typed_password() -> str:
    """What was typed. Refused where it is none that every mail server reads in the same way."""
    typed = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not typed:
        raise CommandRefused("no password was given: nothing was changed")
    if not typed.isascii():
        raise CommandRefused("no mail server is sure to read a password with accents: nothing was changed")
    return typed
