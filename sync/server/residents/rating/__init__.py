"""Rating a place."""
