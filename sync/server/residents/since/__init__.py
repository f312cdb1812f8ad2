"""What was done at a place since it was rated, for whoever has the code or the browser."""
