# Tries to multiply a string.
# Expect: OUT_OF_MEMORY
# Plain: without the prelude.
x = 'x' * 10**6
while True:
    x *= 8
