# Tries to format a number a billion characters wide.
# Expect: OUT_OF_MEMORY
# Plain: without the prelude.
f'{1:>1000000000}'
