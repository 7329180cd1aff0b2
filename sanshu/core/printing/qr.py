"""QR codes of addresses, as drawings that need no file of their own. Pure."""

import io

import segno


def draw(address: str) -> str:
    """Draw an address as SVG without a margin; a quarter of it may be torn or dirty (level Q of ISO/IEC 18004)."""
    drawing = io.BytesIO()
    segno.make(address, error="q", micro=False, boost_error=False).save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()


def picture(address: str) -> str:
    """Give an address's code as the `src` of an image: a page then needs no second request for it."""
    return str(segno.make(address, error="m", micro=False).svg_data_uri(border=0, scale=4))
