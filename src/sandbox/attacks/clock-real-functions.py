# Tries to find the functions that the pins replaced.
# Expect: ALLOWED: refused
import time, datetime
found = [f for f in vars(time).values() if callable(f)]
for f in subclasses(object):
    pass
clock = ctypes.pythonapi._PyTime_GetSystemClock if hasattr(ctypes.pythonapi, '_PyTime_GetSystemClock') else None
if clock:
    clock.restype = ctypes.c_int64
print('REACHED' if clock and clock() else 'refused')
