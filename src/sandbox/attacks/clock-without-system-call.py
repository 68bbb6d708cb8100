# Tries to read the time from the pages the kernel shares with every program.
# Expect: ALLOWED: refused
for name in ('clock_gettime', 'clock_getres'):
    for clock in range(12):
        moment = (ctypes.c_int64 * 2)()
        if getattr(libc, name)(clock, moment) == 0 and any(moment) and name == 'clock_gettime':
            print('REACHED', clock, list(moment))
moment = (ctypes.c_int64 * 2)()
libc.gettimeofday(moment, None)
libc.time.restype = ctypes.c_int64
print('REACHED' if any(moment) or libc.time(None) > 0 else 'refused')
