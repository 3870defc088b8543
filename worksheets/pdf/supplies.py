"""What the pages of a file share: fonts, images and drawings, each stored once."""

from worksheets.pdf.content import FONT_KEYS, Content
from worksheets.pdf.drawings import embed_drawing
from worksheets.pdf.file import File
from worksheets.pdf.fonts import embed_font
from worksheets.pdf.images import embed_image
from worksheets.plan import Drawing, Image
from worksheets.text.fonts import FONT_NAMES


class Supplies:
    """What the pages that were drawn so far need."""

    def __init__(self, file: File, fonts: int) -> None:
        """Begin with nothing.

        Args:
            file: The file that is being written.
            fonts: Object number of the dictionary of fonts, which is written last.
        """
        self._file = file
        self._fonts = fonts
        self._glyphs: dict[str, set[int]] = {}
        self._texts: dict[str, dict[int, str]] = {}
        self._pictures: dict[str, int] = {}

    def gather(self, content: Content) -> None:
        """Add what one node needs; of two texts for a glyph, the first one read counts."""
        for font, glyphs in content.glyphs:
            if font in self._glyphs:
                self._glyphs[font] |= glyphs
            else:
                self._glyphs[font] = set(glyphs)
        for font, glyph, text in content.texts:
            self._texts.setdefault(font, {}).setdefault(glyph, text)

    def resources(self, pictures: dict[str, Image | Drawing]) -> str:
        """The resources of a page that shows pictures; those that are new are written."""
        stored = "".join([f"/{key} {self._number(key, one)} 0 R" for key, one in pictures.items()])
        fonts = f"/Font {self._fonts} 0 R"
        return f"<<{fonts}/XObject<<{stored}>>>>" if stored else f"<<{fonts}>>"

    def write_fonts(self) -> None:
        """Write the fonts, with all glyphs that were gathered."""
        names = [name for name in FONT_NAMES if name in self._glyphs]
        numbers = {name: self._file.reserve() for name in names}
        for name, number in numbers.items():
            texts = tuple(sorted(self._texts.get(name, {}).items()))
            embed_font(self._file, number, name, frozenset(self._glyphs[name]), texts)
        entries = "".join([f"/{FONT_KEYS[name]} {number} 0 R" for name, number in numbers.items()])
        self._file.put(self._fonts, f"<<{entries}>>")

    def _number(self, key: str, image: Image | Drawing) -> int:
        known = self._pictures.get(key)
        if known is not None:
            return known
        if isinstance(image, Drawing):
            made = embed_drawing(self._file, image)
        else:
            made = embed_image(self._file, image.data)
        self._pictures[key] = made
        return made
