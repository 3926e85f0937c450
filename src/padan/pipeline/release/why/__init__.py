"""The parts of an explanation: the weights of a pair, the chain that holds a person together, what keeps two apart,
and the grounds of a parent who is only named.
"""
