# Tries to become another program.
# Expect: refused
attempt(lambda: os.execv('/bin/sh', ['sh', '-c', 'true']), lambda: check(libc.execveat(-100, b'/bin/true', None, None, 0)) if hasattr(libc, 'execveat') else refuse())
