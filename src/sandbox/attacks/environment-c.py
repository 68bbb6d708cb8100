# Tries to read the environment the C library keeps.
# Expect: ALLOWED: LC_ALL PYTHONDONTWRITEBYTECODE PYTHONHASHSEED TZ
variables = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, 'environ')
names, n = [], 0
while variables and variables[n]:
    names.append(variables[n].split(b'=')[0].decode())
    n += 1
print(*sorted(names))
