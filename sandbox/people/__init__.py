"""What people give to the bot: which commands they are offered, and what they fill in."""
