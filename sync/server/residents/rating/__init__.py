"""Rating a place, and what was done there since."""
