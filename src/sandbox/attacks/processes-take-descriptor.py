# Tries to take a descriptor out of another process.
# Expect: refused
attempt(lambda: syscall(434, 1, 0), lambda: syscall(438, 0, 0, 0))
