"""Telephone calls, entered while one speaks."""
