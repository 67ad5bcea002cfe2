"""Colours as red, green and blue between 0 and 1, and whether an eye can tell two apart."""

import re

Colour = tuple[float, float, float]

_NAMED: dict[str, Colour] = {
    "black": (0, 0, 0),
    "white": (1, 1, 1),
    "snow": (1, 0.98, 0.98),
    "ivory": (1, 1, 0.94),
    "whitesmoke": (0.96, 0.96, 0.96),
    "ghostwhite": (0.97, 0.97, 1),
    "floralwhite": (1, 0.98, 0.94),
}
_HEX = re.compile(r"#([0-9a-f]{3,8})\b")
_FUNCTION = re.compile(r"rgba?\(([^)]*)\)")
_NEAR = 0.06  # in every channel; closer colours are one to the eye
TRANSPARENT: Colour = (-1, -1, -1)


def alike(ink: Colour | None, paper: Colour | None) -> bool:
    """Return whether text of one colour cannot be seen on the other; unknown ones can."""
    if ink == TRANSPARENT:
        return True
    if ink is None or paper is None or paper == TRANSPARENT:
        return False
    return all(abs(one - other) <= _NEAR for one, other in zip(ink, paper, strict=True))


def colour(css: str) -> Colour | None:
    """Return a CSS colour; None if it is of a kind that cannot be told (a gradient, a variable)."""
    text = css.strip().lower()
    if text == "transparent":
        return TRANSPARENT
    if digits := _HEX.match(text):
        return _from_hex(digits[1])
    if function := _FUNCTION.match(text):
        return _from_numbers(re.findall(r"[\d.]+%?", function[1]))
    return _NAMED.get(text)


def _from_hex(digits: str) -> Colour | None:
    if len(digits) in (3, 4):
        digits = "".join(2 * digit for digit in digits)
    if len(digits) == 8 and digits.endswith("00"):
        return TRANSPARENT
    if len(digits) not in (6, 8):
        return None
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _from_numbers(numbers: list[str]) -> Colour | None:
    try:
        values = [float(n[:-1]) / 100 if n.endswith("%") else float(n) / 255 for n in numbers]
    except ValueError:
        return None
    if len(values) == 4 and float(numbers[3].rstrip("%")) <= 0.05:
        return TRANSPARENT
    return (values[0], values[1], values[2]) if len(values) in (3, 4) else None
