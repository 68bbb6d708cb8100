# The shadow of a child: a process that has the very memory the child is armed with, and does nothing with it.
#
# The kernel makes a page a process's own when it is written to, and tells such pages from those that two processes have
# (renewal.py). Without a shadow all that the child or the zygote has written to since the fork would be the child's own, and be
# put back after every action: twice what actions write to. What the shadow itself writes to would be as well, so it is
# not Python, but instructions that need no memory. It is there as long as its child; then the kernel ends it.

import ctypes

from host_os import host_os as os

# Gets its caller's number as rdi, and gives what fork gives.
FORK = bytes.fromhex(
    "b839000000"    #         mov eax, 57   fork
    "0f05"          #         syscall
    "85c0"          #         test eax, eax
    "7401"          #         je shadow
    "c3"            #         ret
    "4989f8"        # shadow: mov r8, rdi
    "b89d000000"    #         mov eax, 157  prctl(PR_SET_PDEATHSIG, SIGKILL)
    "bf01000000"    #         mov edi, 1
    "be09000000"    #         mov esi, 9
    "0f05"          #         syscall
    "b86e000000"    #         mov eax, 110  getppid
    "0f05"          #         syscall
    "4439c0"        #         cmp eax, r8d
    "751b"          #         jne end
    "b803000000"    #         mov eax, 3    close(0), the child's connection
    "31ff"          #         xor edi, edi
    "0f05"          #         syscall
    "b807000000"    # wait:   mov eax, 7    poll(0, 0, -1)
    "31ff"          #         xor edi, edi
    "31f6"          #         xor esi, esi
    "baffffffff"    #         mov edx, -1
    "0f05"          #         syscall
    "ebee"          #         jmp wait
    "b8e7000000"    # end:    mov eax, 231  exit_group(0)
    "31ff"          #         xor edi, edi
    "0f05"          #         syscall
)


def caster(address):
    """Gives a function that gives the calling child its shadow, with the instructions at `address`. Where there can't be another
    process, the child goes without and is renewed more slowly."""
    fork, child = ctypes.PYFUNCTYPE(ctypes.c_long, ctypes.c_long)(address), os.getpid()
    return lambda: fork(child)
