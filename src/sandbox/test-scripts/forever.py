print('here we go')
while True:
    pass
