# Tries to make a file that exists in memory only.
# Expect: refused
attempt(lambda: check(libc.memfd_create(b'x', 0)), lambda: syscall(447, 0))
