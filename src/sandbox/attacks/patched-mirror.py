# Tries to write into the memory its own output is mirrored in, and a size beyond it.
# Expect: TIMED_OUT
frame = sys._getframe()
while frame is not None:
    for value in list(frame.f_locals.values()):
        mirror = getattr(value, 'mirror', None)
        if type(mirror).__name__ == 'mmap':
            mirror[:] = bytes([255]) * len(mirror)
    frame = frame.f_back
while True:
    pass
