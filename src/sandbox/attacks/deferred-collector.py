# Tries to be called at every garbage collection.
# Expect: ALLOWED: now
import sys
builtin('gc').callbacks.append(lambda *a: None)
print('now')
