# Tries to remove, rename, link and truncate files.
# Expect: refused
attempt(lambda: os.unlink('/tmp/x'), lambda: os.rename('/tmp/x', '/tmp/y'), lambda: os.symlink('/etc', '/tmp/z'), lambda: os.truncate('/etc/hostname', 0))
