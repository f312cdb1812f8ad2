"""What the holder of a secret link sees and does."""
