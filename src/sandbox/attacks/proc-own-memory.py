# Tries to write its own memory through /proc, past page protections.
# Expect: refused
attempt(lambda: os.open('/proc/self/mem', os.O_RDWR))
