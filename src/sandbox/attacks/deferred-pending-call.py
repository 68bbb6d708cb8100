# Tries to have the interpreter call it later.
# Expect: ALLOWED or FAILED
ctypes.pythonapi.Py_AddPendingCall(ctypes.cast(libc.getpid, ctypes.c_void_p), None)
print('now')
