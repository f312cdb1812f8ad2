"""Sending a tip."""
