"""Who leads gives out and revokes the addresses by which duty stands in calendar programs."""
