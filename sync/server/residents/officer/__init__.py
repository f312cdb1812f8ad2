"""My officer: who it is at an address, who stands in today, what they see to first, what the city pledges."""
