"""Plans that propose which pledge meets which need, and what people decided on each proposal."""
