"""What is no tip, for who may read it."""
