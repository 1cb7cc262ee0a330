"""A picture for the journal, drawn here: the whiteboard of a walkout's route."""

import io

from PIL import Image, ImageDraw


def whiteboard() -> bytes:
    """School, two corners, City Hall: as somebody draws it with a marker."""
    board = Image.new("RGB", (900, 520), "#fbfbf8")
    pen = ImageDraw.Draw(board)
    pen.rectangle((12, 12, 888, 508), outline="#9aa0a6", width=8)
    way = [(140, 400), (140, 190), (470, 190), (470, 320), (760, 320)]
    pen.line(way, fill="#1f5fa8", width=9, joint="curve")
    for at, name in zip(
        (way[0], way[1], way[3], way[4]), ("School", "Elm / 2nd", "Main / 3rd", "City Hall"), strict=True
    ):
        pen.ellipse((at[0] - 13, at[1] - 13, at[0] + 13, at[1] + 13), fill="#c0392b" if "3rd" in name else "#1f5fa8")
        pen.text((at[0] + 20, at[1] + 14), name, fill="#222222", font_size=30)
    pen.text((510, 230), "truck, shouting", fill="#c0392b", font_size=28)
    out = io.BytesIO()
    board.save(out, "JPEG", quality=80)
    return out.getvalue()
