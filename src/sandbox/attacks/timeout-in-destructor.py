# Tries to never end when it is cleaned up.
# Expect: TIMED_OUT or ALLOWED
# Plain: without the prelude.
class Late:
    def __del__(self):
        while True:
            pass
x = Late()
del x
