"""Reading tables and records of people and other programs: strict, every fault with its row and member. Pure."""
