"""Photos that residents send with a tip: in quarantine until they are encoded anew, then sealed with a deadline."""
