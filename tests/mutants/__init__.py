"""Faults planted in the product's text, by name, each with the test that must catch it."""
