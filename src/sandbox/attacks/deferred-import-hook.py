# Tries to stay in the import system.
# Expect: ALLOWED: now
# Plain: without the prelude.
import sys
sys.meta_path.insert(0, type('Hook', (), {'find_spec': lambda *a: None})())
sys.path_hooks.append(print)
print('now')
