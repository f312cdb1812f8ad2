"""Printing: cards and posters of officers, sheets that collect ratings, codes of classes."""
