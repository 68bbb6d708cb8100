# Tries to raise a message that is no text.
# Expect: BLOCKED
# Plain: without the prelude.
raise ValidationError('\ud800' + chr(0) + 'x' * 10**6)
