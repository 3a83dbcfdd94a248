import os, pty, select, signal, sys, time

count = int(sys.argv[1])
command = sys.argv[2 : 3 + count]
talk = sys.argv[3 + count :]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
shown = b""
seen = 0


def read(seconds):
    global shown
    ready, _, _ = select.select([terminal], [], [], seconds)
    if not ready:
        return True
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        return False
    shown += piece
    return bool(piece)


for wait, send in zip(talk[::2], talk[1::2]):
    deadline = time.time() + 60
    while wait.encode() not in shown[seen:]:
        if time.time() > deadline or not read(1):
            break
    seen = len(shown)
    time.sleep(0.2)
    os.write(terminal, send.encode())
quiet = time.time() + 300
while read(1):
    if time.time() > quiet:
        os.kill(pid, signal.SIGKILL)
        break
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(status))
