"""Who stands in for a district in turn whenever its officer is away: seen, tried and written at the desk."""
