# Tries to map memory that a sibling could see.
# Expect: ALLOWED: refused
libc.mmap.restype = ctypes.c_void_p
if 'seccomp' in WALLS:
    attempt(lambda: mapped(libc.mmap(None, 4096, 3, 0x21, -1, 0)))
else:
    print('refused: nobody to share it with')
