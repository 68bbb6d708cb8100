# Tries to take more of the processor.
# Expect: refused
attempt(lambda: check(libc.nice(-20)), lambda: check(libc.setpriority(0, 0, -20)), lambda: check(libc.sched_setscheduler(0, 1, bytes([1, 0, 0, 0]))), lambda: check(libc.sched_setaffinity(0, 8, bytes([255] * 8))))
