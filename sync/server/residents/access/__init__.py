"""What is held about who holds a secret link, as a file."""
