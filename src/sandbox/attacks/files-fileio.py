# Tries to open a file with the class behind the builtin open.
# Expect: refused
import io
attempt(lambda: io.FileIO('/etc/passwd'), lambda: io.FileIO('/tmp/attack', 'w'))
