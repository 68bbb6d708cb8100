# Tries to change its limits in the zygote's settings.
# Expect: OUT_OF_MEMORY
frame = sys._getframe()
while frame is not None:
    for value in list(frame.f_locals.values()):
        if isinstance(value, dict) and 'memoryMb' in value:
            value.update(memoryMb=10**6, outputBytes=10**9, cpuMs=10**6)
    frame = frame.f_back
x = bytearray(10**9)
