# Tries to run when the interpreter ends.
# Expect: ALLOWED: now
class Late:
    def __del__(self):
        print('REACHED')
atexit = sys.modules.get('atexit')
if atexit:
    atexit.register(print, 'REACHED')
kept = Late()
sys.kept = kept
print('now')
