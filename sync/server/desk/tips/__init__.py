"""A tip is found at the desk by what somebody knows of it, and gets the number that another system has for it."""
