# only the same minor version: Python 3.11 can't read it
type Pair[T] = tuple[T, T]
def first[T](pair: Pair[T]) -> T:
    return pair[0]
print(Pair, first((1, 2)), f"{"nested "same" quotes"[:6]} {'\n'.join(["a", "b"])} {
    1 + 1  # a comment
} {f"{f"{f"{1}"}"}"}")
class Box[T]:
    pass
print(Box.__type_params__, f'''{"""x"""}
indented''')
