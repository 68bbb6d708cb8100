# Tries to have the kernel signal the server whenever its connection is ready.
# Expect: refused
attempt(lambda: check(libc.fcntl(0, 8, 1)), lambda: check(libc.fcntl(0, 10, 9)), lambda: check(libc.fcntl(0, 4, 0o20000)))
