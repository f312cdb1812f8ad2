"""Officers' cards, entered on the desk."""
