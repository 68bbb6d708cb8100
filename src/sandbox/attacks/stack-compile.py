# Tries to overflow the compiler.
# Expect: FAILED
# Plain: without the prelude.
compile('(' * 10**6 + ')' * 10**6, 'x', 'eval')
