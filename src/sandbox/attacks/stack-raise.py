# Tries to raise the limit of the stack.
# Expect: refused
attempt(lambda: setrlimit(3, 10**9))
