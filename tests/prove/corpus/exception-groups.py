# not before 3.11: exception groups came with it
try:
    raise ExceptionGroup("group", [ValueError(1), TypeError("t")])
except* ValueError as group:
    print(group.exceptions)
except* TypeError:
    print("types")
