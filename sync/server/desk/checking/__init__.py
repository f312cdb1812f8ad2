"""What robots and floods sent, before it reaches anybody."""
