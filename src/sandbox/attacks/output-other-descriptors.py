# Tries to print to the descriptors of the zygote.
# Expect: refused
attempt(*[lambda fd=fd: os.write(fd, b'x') for fd in range(1, 300)])
