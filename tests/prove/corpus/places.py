import time, json, datetime, sys, io
print(time.sleep.__module__, open.__module__, type(sys.stdout.buffer), datetime.datetime.now.__module__)
print(json.loads.__code__.co_filename, json.decoder.JSONDecoder.decode.__code__.co_filename)
for name in ("requests", "os.path", "socket"):
    try:
        __import__(name)
    except ImportError as error:
        step = error.__traceback__
        while step.tb_next:
            step = step.tb_next
        print(name, step.tb_lineno, step.tb_frame.f_code.co_filename, step.tb_frame.f_code.co_name)
for wrong in (lambda: open("x"), lambda: io.FileIO("x"), lambda: time.sleep(-1), lambda: __import__("decimal").Decimal("x")):
    try:
        wrong()
    except Exception as error:
        step = error.__traceback__
        while step.tb_next:
            step = step.tb_next
        print(step.tb_frame.f_code.co_filename, step.tb_frame.f_code.co_name, step.tb_lineno)
try:
    json.loads("{")
except ValueError as error:
    step = error.__traceback__
    while step.tb_next:
        step = step.tb_next
    print(step.tb_frame.f_code.co_filename, step.tb_frame.f_code.co_name)
