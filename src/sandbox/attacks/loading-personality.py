# Tries to have all readable memory executable.
# Expect: refused
attempt(lambda: check(libc.personality(0x0400000)))
