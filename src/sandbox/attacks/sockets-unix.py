# Tries to connect to the zygote's own socket, to be taken for the server.
# Expect: refused
socket = next(c for c in subclasses(object) if c.__name__ == 'socket')

import json
path = json.loads(sys.orig_argv[-1])['socketPath'] if sys.orig_argv[-1:] and sys.orig_argv[-1].startswith('{') else '/tmp/x'
attempt(lambda: socket(1, 1).connect(path))
