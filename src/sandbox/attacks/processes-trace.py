# Tries to trace the zygote.
# Expect: refused
attempt(lambda: check(libc.ptrace(16, os.getppid(), 0, 0)), lambda: check(libc.ptrace(0, 0, 0, 0)))
