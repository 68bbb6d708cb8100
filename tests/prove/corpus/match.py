# not before 3.11: match came with Python 3.10
match context:
    case {"part": {"id": int(n), **rest}} if n > 3:
        print("matched", n, sorted(rest))
    case [first, *others]:
        print(first)
