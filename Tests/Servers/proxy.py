"""A network between an engine and its server that can be cut, or that loses connections by chance."""

import random
import select
import socket
import threading


class Proxy:
    """Forwards connections to `port` on loopback.

    `cut` keeps connections open and silent until `mend`, as a broken network does. With `faults`, one
    time in so many a connection breaks before a request goes on, or after it was carried out and
    before the answer comes back. With `records`, `record` has what was sent: whether by the client,
    and the bytes.
    """

    def __init__(self, port, faults=0, seed=1, records=False):
        self.target = port
        self.faults = faults
        self.chance = random.Random(seed)
        self.record = [] if records else None
        self.way = threading.Event()
        self.way.set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()
        self.way.set()

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def cut(self):
        self.way.clear()

    def mend(self):
        self.way.set()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client):
        try:
            server = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            return client.close()
        with client, server:
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                while self._forward(client, server):
                    pass
            except OSError:
                pass

    def _forward(self, client, server):
        """Carries what came on one side to the other; false when the connection is over."""
        for end in select.select([client, server], [], [])[0]:
            data = end.recv(1 << 16)
            self.way.wait()
            if not data:
                return False
            fate = self.chance.randrange(self.faults * 2) if self.faults else -1
            if end is client and fate == 0:
                return False
            if end is server and fate == 1:
                return False
            if self.record is not None:
                self.record.append((end is client, data))
            (server if end is client else client).sendall(data)
        return True
