"""Where the code of a paper leads."""
