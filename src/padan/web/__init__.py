"""Pages: what people see of the office and the register, by reader. They ask queries, operations and policies."""
