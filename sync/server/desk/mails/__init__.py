"""Mails that a person has to place."""
