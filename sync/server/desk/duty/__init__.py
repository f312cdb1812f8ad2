"""Duty and cover on the desk: who holds which district when, absences, swaps, the check of the next days."""
