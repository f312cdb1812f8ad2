"""The analysts' command line: one module for each family of methods, each with `add(subparsers)`.

A method takes its parsed arguments and returns one `printing.Analysis`; it raises `reading.BadInput` for input that
it can not read and `reading.Refused` for data that it can read but must not judge. Everything else (files, formats,
exit codes, `--json`) is done by this package's frame.
"""
