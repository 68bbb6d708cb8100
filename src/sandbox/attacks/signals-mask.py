# Tries to block the signal of the time-out.
# Expect: refused
attempt(lambda: syscall('rt_sigprocmask', 0, bytes([255] * 8), None, 8))
