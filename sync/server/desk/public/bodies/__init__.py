"""Bodies to which tips are forwarded, entered on the desk."""
