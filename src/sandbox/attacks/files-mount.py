# Tries to mount, change the root folder.
# Expect: refused
attempt(lambda: check(libc.mount(b'none', b'/tmp', b'tmpfs', 0, None)), lambda: os.chroot('/tmp'), lambda: check(libc.pivot_root(b'.', b'.')) if hasattr(libc, 'pivot_root') else refuse())
