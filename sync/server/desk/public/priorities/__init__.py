"""Priorities of a district, entered on the desk."""
