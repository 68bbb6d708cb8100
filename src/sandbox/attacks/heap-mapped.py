# Tries to map memory past Python's allocator.
# Expect: ALLOWED: bounded
libc.mmap.restype = ctypes.c_void_p
size = 0
for step in (64 << 20, 1 << 20):
    while mapped_or_none(libc.mmap(None, step, 3, 0x22, -1, 0)):
        size += step
print('bounded' if size < 900 << 20 else 'REACHED %d' % size)
