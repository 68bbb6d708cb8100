# Tries to share memory with others.
# Expect: refused
attempt(lambda: check(libc.shmget(1, 4096, 0o1600)), lambda: check(libc.shmat(0, None, 0)), lambda: check(libc.msgget(1, 0o1600)), lambda: check(libc.semget(1, 1, 0o1600)))
