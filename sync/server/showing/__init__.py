"""Photos of closed tips that people show: covered where that is needed, to the tip's parties or to everybody."""
