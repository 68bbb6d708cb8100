# Tries to never end when its message is read.
# Expect: TIMED_OUT
# Plain: without the prelude.
class Late(ValidationError):
    def __str__(self):
        while True:
            pass
raise Late()
