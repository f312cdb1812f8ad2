"""News of districts and categories for feed readers."""
