"""Arrays in, arrays out; integers where votes are counted."""
