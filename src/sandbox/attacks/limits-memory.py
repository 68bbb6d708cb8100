# Tries to raise the limit of its memory.
# Expect: refused
attempt(lambda: setrlimit(9, 1 << 40), lambda: setrlimit(9, 2**64 - 1))
