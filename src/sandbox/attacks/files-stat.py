# Tries to learn whether a file exists.
# Expect: refused
attempt(lambda: os.stat('/etc/passwd'), lambda: os.access('/', 0) or refuse(), lambda: os.readlink('/proc/self/exe'))
