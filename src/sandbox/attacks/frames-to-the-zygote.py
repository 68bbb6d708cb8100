# Tries to walk the frames to the zygote's objects and change them.
# Expect: ALLOWED: own copy only or FAILED: own copy only
at = sys._getframe()
while at is not None:
    for name in list(at.f_globals):
        if name in ('run_action', 'frame', 'be_child', 'read_action'):
            at.f_globals[name] = None
    at = at.f_back
print('own copy only')
