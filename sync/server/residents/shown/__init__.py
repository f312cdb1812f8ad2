"""Photos of the work, as people released them."""
