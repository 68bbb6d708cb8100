import datetime, random, secrets, time, uuid
print(datetime.datetime.now(), datetime.date.today(), time.time(), time.strftime('%c'))
print(random.random(), random.Random().random(), secrets.token_hex(8), uuid.uuid4(), uuid.uuid1())
time.sleep(30)
print(datetime.datetime.now(datetime.timezone.utc).isoformat(), time.monotonic())
print({'a', 'b', 'c', 'dd', 'eee'}, hash('x'))
