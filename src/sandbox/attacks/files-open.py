# Tries to open a file through the real posix.open.
# Expect: refused
attempt(lambda: os.open('/etc/passwd', 0))
