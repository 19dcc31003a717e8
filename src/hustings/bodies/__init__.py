"""Who sits on a body, who follows, who may remove whom, and what its votes are worth."""
