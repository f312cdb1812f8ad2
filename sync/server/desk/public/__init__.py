"""What residents see, entered by who leads: officers' cards, bodies, priorities, events, the pledge."""
