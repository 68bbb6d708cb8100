# Tries to stop the kernel in the middle of a copy.
# Expect: refused
attempt(lambda: syscall(323 if machine == 'x86_64' else 282, 0))
