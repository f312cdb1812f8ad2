"""Hand-over briefs: what who covers a district, and who comes back to it, has to know."""
