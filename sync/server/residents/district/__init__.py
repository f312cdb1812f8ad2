"""The page of a district: what is done there."""
