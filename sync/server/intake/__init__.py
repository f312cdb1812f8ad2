"""What residents send: taken down as one row, decided later by a job through ``sync.server.changes``."""
