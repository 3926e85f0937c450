"""What those who coordinate do together: meetings and events of every tier, and what was committed to there."""
