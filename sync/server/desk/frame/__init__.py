"""The frame of every page of the desk."""
