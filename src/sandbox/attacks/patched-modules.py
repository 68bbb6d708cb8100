# Tries to replace and remove loaded modules.
# Expect: ALLOWED or FAILED
# Plain: without the prelude.
import sys
for name in list(sys.modules):
    if name not in ('sys', 'builtins'):
        sys.modules[name] = None
