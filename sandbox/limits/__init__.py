"""Discord's limits on what a bot may send, and its way to say which were broken."""
