"""The error tree.

CommuniqueError
├── SourceError       an input that cannot be read, with its name
├── SpanError         offsets that do not lie inside their text
├── RecordError       JSON that is not the record it should be
├── SettingsError     a settings file with an unknown key or a wrong value
├── KnowledgeError    a knowledge or ontology file that contradicts itself
├── LedgerError       a ledger that is missing, damaged or newer than this program
│   └── TimeLimitError  an answer that takes longer than its reader may wait
├── QueryError        a question that a ledger cannot answer as it is put
├── CorrectionError   a correction that cannot be made as it is put
└── UnknownRecordError  an id that the ledger does not hold

Every message says what was expected, what came, and what to do.
"""


class CommuniqueError(Exception):
    """Base of every error that this package raises on purpose."""


class SourceError(CommuniqueError):
    """An input that cannot be read; the message names it."""


class SpanError(CommuniqueError, ValueError):
    """Offsets that do not lie inside their text."""


class RecordError(CommuniqueError, ValueError):
    """JSON that does not hold the record it should."""


class SettingsError(CommuniqueError, ValueError):
    """A settings file with an unknown key or a value of the wrong kind."""


class KnowledgeError(CommuniqueError, ValueError):
    """A knowledge or ontology file that is malformed or contradicts itself."""


class LedgerError(CommuniqueError):
    """A ledger that is missing, damaged or written by a newer version."""


class TimeLimitError(LedgerError):
    """An answer that takes longer than its reader may wait; ask for less."""


class QueryError(CommuniqueError, ValueError):
    """A question that a ledger cannot answer as it is put."""


class CorrectionError(CommuniqueError, ValueError):
    """A correction that cannot be made as it is put."""


class UnknownRecordError(CommuniqueError, LookupError):
    """An id that the ledger does not hold."""
