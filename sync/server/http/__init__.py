"""What every route shares: bodies in, answers out, refusals, who calls."""
