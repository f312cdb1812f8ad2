"""The subcommands of ``okrskar-server``. Each module has ``add(subparsers)`` and imports the server when it runs."""
