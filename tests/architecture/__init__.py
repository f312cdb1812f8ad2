"""Rules of the house that a machine can check. A red one is a design signal: move the thing, add no exemption."""
