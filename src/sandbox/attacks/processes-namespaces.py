# Tries to enter new namespaces, where it would be root.
# Expect: refused
attempt(lambda: check(libc.unshare(0x10000000)), lambda: check(libc.setns(0, 0)))
