"""Tasks on paper: lists to print or fill, and corrections for the village's own register."""
