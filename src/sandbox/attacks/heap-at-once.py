# Tries to ask for 10 TB at once.
# Expect: OUT_OF_MEMORY
# Plain: without the prelude.
bytearray(10**13)
