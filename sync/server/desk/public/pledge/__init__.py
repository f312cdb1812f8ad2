"""The city's pledge, entered on the desk."""
