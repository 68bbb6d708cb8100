# Tries to duplicate its connection.
# Expect: refused
attempt(lambda: os.dup(0), lambda: os.dup2(0, 5), lambda: check(libc.fcntl(0, 0, 3)))
