# Maps thousands of small pieces that can't be joined: to read them all would take the zygote's time.
# Expect: ALLOWED
for n in range(20000):
    if libc.syscall(numbers['mmap'], None, ctypes.c_size_t(4096), 3 if n % 2 else 0, 0x22, -1, 0) < 0:
        break
