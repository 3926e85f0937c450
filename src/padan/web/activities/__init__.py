"""What companies report to have done (CSR): received, looked at, classed, counted once, set beside what is needed."""
