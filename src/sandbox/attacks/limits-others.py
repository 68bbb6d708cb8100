# Tries to raise its other limits.
# Expect: refused
attempt(*[lambda n=n: setrlimit(n, 10**6) for n in ((0, 6, 7) if 'limits' in WALLS else (6, 7))])
