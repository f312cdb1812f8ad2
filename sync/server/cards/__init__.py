"""What residents are told of their officer: how to reach them, what they see to first, and what the city promises."""
