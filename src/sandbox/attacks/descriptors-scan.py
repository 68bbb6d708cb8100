# Tries to read every descriptor but its connection.
# Expect: refused
attempt(*[lambda fd=fd: os.read(fd, 1) for fd in range(1, 300)])
