# Looks for what the zygote has told this process and others to put back or to let go of: it follows from what earlier actions did.
# Expect: refused
frame = sys._getframe()
while 'zygote' not in frame.f_locals or 'child' not in frame.f_locals:
    frame = frame.f_back
mirror = frame.f_locals['child'].mirror


def ordered():
    if any(mirror.memory[mirror.orders:]):
        return 'something is left in the mirror'
    refuse()


attempt(ordered)
