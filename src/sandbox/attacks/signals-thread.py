# Tries to signal a thread of another process.
# Expect: refused
attempt(lambda: syscall('tgkill', 1, 1, 0), lambda: syscall('tkill', 1, 0), lambda: syscall(424, 0, 9, 0, 0))
