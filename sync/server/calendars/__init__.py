"""Duty in everybody's own calendar: secret addresses that a calendar program asks by itself, each revocable."""
