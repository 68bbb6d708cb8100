# Lowers its soft limit of memory to nearly nothing, and leaves it there.
# Expect: ALLOWED or FAILED or OUT_OF_MEMORY
RLIMIT_AS = 9
limits = (ctypes.c_ulong * 2)()
check(libc.prlimit(0, RLIMIT_AS, None, limits))
limits[0] = 1 << 20
check(libc.prlimit(0, RLIMIT_AS, limits, None))
