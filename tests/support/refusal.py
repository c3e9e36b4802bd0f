"""What a reader says of a file that it does not take."""

from kodierung.errors import TranscriptError


def refusal(read, *arguments):
    """Return the message with which a file is refused, or an empty string."""
    try:
        read(*arguments)
    except TranscriptError as fault:
        return str(fault)
    return ""


def truncated(data):
    """Yield a file cut off at each tenth."""
    for tenth in range(1, 10):
        yield data[: len(data) * tenth // 10]
