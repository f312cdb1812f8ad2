"""Events to which residents are invited, entered on the desk."""
