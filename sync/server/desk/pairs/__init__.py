"""Who goes with whom, where two are needed, and where somebody would go alone: seen and written at the desk."""
