# Tries to change the verdict in the frame that will send it.
# Expect: ALLOWED or FAILED
frame = sys._getframe()
while frame is not None:
    if 'output' in frame.f_locals:
        frame.f_locals['output'].written[:] = b'forged'
    frame = frame.f_back
print('REACHED'[:0] + 'own verdict only')
