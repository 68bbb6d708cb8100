# Tries to go on in a finally block after its end.
# Expect: TIMED_OUT
# Plain: without the prelude.
try:
    raise ValidationError('x')
finally:
    while True:
        pass
