"""Numbered sheets on the desk: printed, then entered in batches by the keyboard alone."""
