# Leaves the processor's rounding changed.
# Expect: ALLOWED
for name in ('libm.so.6', None):
    try:
        ctypes.CDLL(name).fesetround({'x86_64': 0x800, 'aarch64': 0x400000}[machine])
        print(1.0 + 1e-17)
        break
    except (OSError, AttributeError):
        pass
else:
    print('no way to the processor')
