"""A tip is made what is none, and a submission a tip."""
