"""What people see and press: cards, pages, autocomplete, error answers."""
