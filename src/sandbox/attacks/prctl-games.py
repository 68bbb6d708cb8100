# Tries to become traceable, keep capabilities, get the clock back.
# Expect: refused
attempt(*[lambda n=n: check(libc.prctl(n, 1, 0, 0, 0)) for n in (4, 8, 26, 35, 36, 47, 59)])
