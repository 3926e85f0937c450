"""What givers bring themselves: goods to a village, and works or services for a code. Others say whether it came."""
