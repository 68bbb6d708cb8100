# Lowers its limit of memory by a page, for good: the next action would not have what it may have.
# Expect: ALLOWED
RLIMIT_AS = 9
limits = (ctypes.c_ulong * 2)()
check(libc.prlimit(0, RLIMIT_AS, None, limits))
limits[0] = limits[1] = limits[1] - 4096
check(libc.prlimit(0, RLIMIT_AS, limits, None))
