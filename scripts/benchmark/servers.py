"""The servers of this machine that are measured against, each started when needed."""


class Servers:
    def __init__(self, session):
        self.session = session

    def close(self):
        pass
