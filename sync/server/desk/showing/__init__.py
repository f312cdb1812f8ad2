"""Photos of closed tips that wait for a person to show them."""
