# Tries to take the filter off.
# Expect: refused
attempt(lambda: check(libc.prctl(22, 0, 0, 0, 0)), lambda: syscall(317, 0, 0, 0) if machine == 'x86_64' else syscall(277, 0, 0, 0))
