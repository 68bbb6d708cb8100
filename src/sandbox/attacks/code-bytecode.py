# Tries to run bytecode the compiler would never make.
# Expect: FAILED: crashed
# Plain: without the prelude.
f = lambda: 0
f.__code__ = f.__code__.replace(co_code=b'\x64\xff' * 50 + b'\x53\x00', co_consts=())
f()
