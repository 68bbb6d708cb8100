# Tries to be called at every garbage collection.
# Expect: ALLOWED: now
# Plain: without the prelude.
import sys
sys.modules['gc'].callbacks.append(lambda *a: None)
print('now')
