"""What is wrong with a file, as a code with facts; the parent turns it into words."""


class Refused(Exception):
    def __init__(self, code: str, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts
