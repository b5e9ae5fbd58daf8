"""Recognises MPEG audio (MP3) and AAC by their frames."""

# Kilobits a second by the index in the head of a frame, for version 1 and for versions 2 and 2.5 of layer 3.
_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_LAYER_3 = 1
_MOST_PADDING = 4_096  # bytes between a tag and the first frame


def identify(head: bytes) -> str | None:
    """Returns the media type of a file by its first bytes, or None.

    A frame alone is a weak mark, because text in UTF-16 begins with 0xFF too. Therefore a second frame has to follow
    where the first one ends. The frames of a file whose tag is longer than the first bytes are not looked for.
    """
    if head.startswith(b"ID3"):
        return _after_tag(head)
    if _mp3_length(head, 0) and _mp3_length(head, _mp3_length(head, 0)):
        return "audio/mpeg"
    length = _aac_length(head, 0)
    return "audio/aac" if length and _aac_length(head, length) else None


def _after_tag(head: bytes) -> str:
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    rest = head[10 + size : 10 + size + _MOST_PADDING].lstrip(b"\0")
    return "audio/flac" if rest.startswith(b"fLaC") else "audio/mpeg"


def _mp3_length(data: bytes, at: int) -> int:
    """Returns the length of the frame of layer 3 at this place, 0 where there is none."""
    if len(data) < at + 4 or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return 0
    version, layer = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3
    rate, samples = data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if layer != _LAYER_3 or version not in _SAMPLES or rate in (0, 15) or samples == 3:
        return 0
    bits = (_RATES_1 if version == 3 else _RATES_2)[rate] * 1000
    return (144 if version == 3 else 72) * bits // _SAMPLES[version][samples] + (data[at + 2] >> 1 & 1)


def _aac_length(data: bytes, at: int) -> int:
    """Returns the length of the ADTS frame at this place, 0 where there is none."""
    if len(data) < at + 6 or data[at] != 0xFF or data[at + 1] & 0xF6 != 0xF0:
        return 0
    length = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
    return length if length >= 7 and data[at + 2] >> 2 & 15 <= 12 else 0
