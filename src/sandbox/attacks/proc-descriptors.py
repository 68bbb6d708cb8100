# Tries to open the connection again through /proc to get a second descriptor.
# Expect: refused
attempt(lambda: os.open('/proc/self/fd/0', os.O_RDWR), lambda: os.open('/dev/fd/0', os.O_RDWR))
