# Tries to return at the top level and dedent.
# Expect: ALLOWED: first
# Plain: without the prelude.
print('first')
if True:
    return
print('REACHED')
