# Tries to accept a connection meant for another child.
# Expect: refused
attempt(*[lambda fd=fd: check(libc.accept4(fd, None, None, 0)) for fd in range(64)])
