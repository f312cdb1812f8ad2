"""Open tips as the desk lists and counts them."""
