"""Waves of papers on the desk."""
