"""Ratings that came too fast: a person lets them count or leaves them out."""
