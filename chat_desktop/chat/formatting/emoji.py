"""What one emoji is: the grammar of UTS 51, section 1.4.9."""

import re
import unicodedata

EMOJI_MAX = 32  # code points: a family of four with skin tones and joiners has 11, a flag of a region 7
JOINER = "\u200d"
FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
PICTURE = re.compile("(.)\ufe0f?[\U0001f3fb-\U0001f3ff]?\ufe0f?(?:[\U000e0020-\U000e007e]+\U000e007f)?")
# Emoji that Unicode does not count as pictures: double exclamation marks, arrows, squares, plus and its like, the i.
TEXT_EMOJI = frozenset("\u203c\u2049\u2139\u2194\u25fb\u25fc\u25fd\u25fe\u2795\u2796\u2797\u2934\u2935\u3030\u303d")


def is_emoji(text: str) -> bool:
    """Returns whether the text is one emoji by the grammar of UTS 51, section 1.4.9."""
    if not 1 <= len(text) <= EMOJI_MAX:
        return False
    if KEYCAP.fullmatch(text) or FLAG.fullmatch(text):
        return True
    return all(_is_picture(part) for part in text.split(JOINER))


def _is_picture(part: str) -> bool:
    """Returns whether PART is a picture, with an optional variation selector, skin tone or tags of a region's flag."""
    found = PICTURE.fullmatch(part)
    if found is None:
        return False
    picture = found[1]
    # Cn: an emoji that is newer than this Python.
    return picture in TEXT_EMOJI or (unicodedata.category(picture) in ("So", "Cn") and not FLAG_LETTER.match(picture))
