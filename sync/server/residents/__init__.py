"""The face for residents: pages that anybody may read, and by which anybody sends a tip and follows it.

It runs as a process of its own with a table of its own; what it may do in the database is in ``sync.server.intake``.
"""
