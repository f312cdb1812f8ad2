"""Choosing a place on a map that the server draws: every part of it is a link, so no script is needed."""
