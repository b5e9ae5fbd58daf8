"""Which passwords are accepted, and how they are stored. Hashing takes 20 ms, so it runs in a worker (`rules.hash`)."""

import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from chat_desktop.errors import Invalid

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST, MOST = 8, 128  # code points

# OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane.
MEMORY_KIB, PASSES, LANES = 19_456, 2, 1

# The first entries of the well-known lists that have eight characters or more. Case is folded before the look-up.
COMMON = frozenset(
    """
    password passwort password1 passw0rd p@ssword p@ssw0rd password123 qwertyui qwertyuiop qwerty123 qwertz123
    asdfghjk asdfghjkl zxcvbnm1 1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 qazwsxedc zaq12wsx iloveyou sunshine princess
    football baseball basketball superman batman123 trustno1 welcome1 welcome123 letmein1 letmein123 admin123
    administrator changeme changeme1 computer internet starwars whatever michelle jennifer jessica1 charlie1
    danielle samantha victoria elizabeth corvette mercedes maverick midnight mountain scooter1 steelers liverpool
    chocolate butterfly blink182 master123 dragon123 monkey123 shadow123 abc12345 abcd1234 abcdefgh abcdefg1
    a1b2c3d4 aa123456 test1234 testtest guest123 default1 secret123 hello123 helloworld office123 chatdesktop
    general1 company1 summer2026 winter2026 spring2026 autumn2026 motdepasse azertyui azerty123 contrasena
    bienvenido hallo123 schatz123 geheim123 sommer2026 parola123 senha123 qwer1234 asdf1234 zxcv1234 1234qwer
    pass1234 user1234 root1234 login123 iloveyou1 ilovey0u pokemon1 naruto123 minecraft fortnite1 samsung1 google123
    facebook1 whatsapp1 nintendo playstation
    """.split()  # noqa: SIM905 (a list of 120 quoted words is no easier to read)
)


def check(password: str, *names: str, field: str = "password") -> str:
    """Returns the password in NFC.

    NAMES are those of the person and the office, which it must not be. Raises Invalid.
    """
    password = unicodedata.normalize("NFC", password)
    if len(password) < LEAST:
        raise Invalid(field, "password_needs_least_characters", {"n": LEAST})
    if len(password) > MOST:
        raise Invalid(field, "password_can_most_characters", {"n": MOST})
    if _is_common(password) or password.casefold() in {name.casefold() for name in names}:
        raise Invalid(field, "password_easy_guess_use_three")
    return password


def hash_password(password: str) -> str:
    """Returns the encoded argon2id hash."""
    return _hasher().hash(_bytes(password))


def verify(encoded: str | None, password: str) -> bool:
    """Returns whether the password matches.

    Without a hash it takes equally long and returns False, so that nobody learns who exists.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        _hasher().verify(encoded or _decoy(), _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(encoded)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)


@cache
def _decoy() -> str:
    return hash_password("nobody has this password")


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _is_common(password: str) -> bool:
    folded = password.casefold()
    steps = {ord(b) - ord(a) for a, b in pairwise(folded)}
    # One step throughout: aaaaaaaa, 12345678, hgfedcba. Few characters: abababab, 11221122.
    return (
        folded in COMMON
        or steps <= {1}
        or steps <= {-1}
        or len(set(folded)) <= 2
        or (folded.isdigit() and len(folded) < 10)
    )
