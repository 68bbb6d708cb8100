# Tries to write the memory of the zygote.
# Expect: refused
attempt(lambda: check(libc.process_vm_writev(os.getppid(), None, 0, None, 0, 0)))
