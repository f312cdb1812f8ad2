"""The public safety map."""
