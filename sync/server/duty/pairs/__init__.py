"""Pairs of officers, and the districts where two are needed."""
