"""Who may do what in the world, and what comes of it, whoever asks."""
