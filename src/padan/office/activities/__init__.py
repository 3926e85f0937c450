"""What companies report to have done (CSR, TJSL): received, found twice, classed, counted once."""
