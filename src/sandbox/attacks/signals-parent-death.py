# Tries to outlive the zygote.
# Expect: refused
attempt(lambda: check(libc.prctl(1, 0, 0, 0, 0)))
