# Tries to lower a limit of the zygote.
# Expect: refused
attempt(lambda: check(libc.prlimit(max(os.getppid(), 1), 7, bytes(16), None)), lambda: check(libc.prlimit(1, 0, bytes(16), None)))
