import traceback, json
def inner():
    json.loads("{bad")
def outer():
    try:
        inner()
    except ValueError as error:
        raise RuntimeError("wrapped") from error
try:
    outer()
except RuntimeError:
    text = traceback.format_exc()
    print(text.replace("Expecting property name enclosed in double quotes", "…"))
try:
    ''.joinn([])
except AttributeError as error:
    print("".join(traceback.format_exception(type(error), error, error.__traceback__)))
def deep(n): return deep(n + 1)
try:
    deep(0)
except RecursionError as error:
    print(error, len(traceback.extract_tb(error.__traceback__)))
print(traceback.extract_stack()[0].filename)
traceback.print_stack()
