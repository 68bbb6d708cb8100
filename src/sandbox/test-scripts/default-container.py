# Runs a command as a default container would: the system calls that make namespaces and mounts answer EPERM, clone3
# answers ENOSYS, and Landlock is missing when the first argument says so. Usage: default-container.py [no-landlock] COMMAND…
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "guest"))
import seccomp

seccomp.MACHINES["x86_64"].update(unshare=272, mount=165, setns=308, chroot=161, landlock_create_ruleset=444)
seccomp.MACHINES["aarch64"].update(unshare=97, mount=40, setns=268, chroot=51, landlock_create_ruleset=444)
command = sys.argv[1:]
rules = {"unshare": seccomp.DENY, "mount": seccomp.DENY, "setns": seccomp.DENY, "chroot": seccomp.DENY,
         "clone3": seccomp.NOT_THERE, "clone": [seccomp.none_of_bits(0, 0x7E020000)]}
if command[0] == "no-landlock":
    command.pop(0)
    rules["landlock_create_ruleset"] = seccomp.NOT_THERE
seccomp.libc.prctl(38, 1, 0, 0, 0)
seccomp.Filter(rules, otherwise=seccomp.ALLOW).install()
os.execvp(command[0], command)
