"""What a file says about itself: catalog, information, metadata, bookmarks, page labels.

All of these are ReportLab's objects; only the text of the metadata (XMP) is written here, since
ReportLab has none.
"""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import NamedTuple

from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase.pdfdoc import (
    XMP,
    PDFDate,
    PDFDestinationFit,
    PDFDestinationXYZ,
    PDFDictionary,
    PDFOutlines,
    PDFPageLabel,
    PDFPageLabels,
    PDFString,
    ViewerPreferencesPDFDictionary,
)

from worksheets.pdf.content import operand
from worksheets.pdf.file import File, dictionary, packed
from worksheets.pdf.tags import Heading

_CREATOR = "worksheets"
_PRODUCER = "worksheets (ReportLab)"
_UA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
_ACCESSIBLE = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
"""
_ARCHIVE = (
    '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
    "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>\n"
)


class About(NamedTuple):
    """What a file says about itself.

    Attributes:
        title: The title.
        language: BCP 47 language.
        moment: When it was made.
        subject: What it is for, or "".
        keywords: Whose it is, or "".
        archive: Whether it keeps to PDF/A-2a.
        imposed: Whether its pages are sides of sheets to be folded, printed as they are.
    """

    title: str
    language: str
    moment: datetime
    subject: str = ""
    keywords: str = ""
    archive: bool = False
    imposed: bool = False


def finish(
    file: File, about: About, headings: Sequence[Heading], starts: Sequence[int] = (0,)
) -> tuple[str, str]:
    """Write the catalog and all that it leads to.

    Args:
        file: The file, with its pages; with the root of its structure where it is tagged.
        about: What it says about itself.
        headings: The bookmarks.
        starts: The pages, from 0, on which a document begins, which counts its pages from 1.

    Returns:
        References to the catalog and the information dictionary.
    """
    catalog = file.Catalog
    is_tagged = hasattr(catalog, "StructTreeRoot")
    catalog.Lang = PDFString(about.language)
    catalog.ViewerPreferences = _preferences(about)
    catalog.Metadata = XMP(creator=lambda _: write_xmp(about, is_tagged))
    catalog.PageLabels = PDFPageLabels()
    for start in starts:
        catalog.PageLabels.addPageLabel(start, PDFPageLabel("ARABIC"))
    catalog.OpenAction = PDFDestinationFit(file.Pages.pages[0])
    catalog.Outlines = _outlines(file, headings)
    if about.archive:
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.OutputIntents = _output_intents(file)
    references = file.refer(catalog), file.refer(_info(about))
    file.put_known()
    return references


def _preferences(about: About) -> PDFDictionary:
    preferences = ViewerPreferencesPDFDictionary()
    preferences["DisplayDocTitle"] = "true"
    if about.imposed:
        preferences["Duplex"], preferences["PrintScaling"] = "DuplexFlipShortEdge", "None"
    return preferences


def _info(about: About) -> PDFDictionary:
    """The information dictionary; ReportLab's own always names an author."""
    words = {"Title": about.title, "Subject": about.subject, "Keywords": about.keywords}
    words |= {"Creator": _CREATOR, "Producer": _PRODUCER}
    entries = {key: PDFString(text) for key, text in words.items() if text}
    stamp = TimeStamp(invariant=1)
    stamp.YMDhms = about.moment.timetuple()[:6]
    offset = about.moment.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    stamp.dhh, stamp.dmm = int(minutes / 60), abs(minutes) % 60
    date = PDFDate(stamp)
    return dictionary(**entries, CreationDate=date, ModDate=date)


def _outlines(file: File, headings: Sequence[Heading]) -> PDFOutlines | None:
    """The bookmarks, one under the other; None when there are none."""
    if not headings:
        return None
    outlines = file.Outlines
    places = [(str(n), heading) for n, heading in enumerate(headings)]
    outlines.destinationnamestotitles = {name: heading.title for name, heading in places}
    outlines.setDestinations([{name: _place(heading)} for name, heading in places])
    outlines.prepare(file, None)
    return outlines


def _place(heading: Heading) -> PDFDestinationXYZ:
    return PDFDestinationXYZ(f"{heading.page} 0 R", 0, operand(heading.top), "null")


def write_xmp(about: About, tagged: bool) -> bytes:
    """The same as XMP, with the standards that the file keeps to."""
    moment = about.moment
    when = moment.isoformat() if moment.tzinfo else f"{moment.isoformat()}Z"
    subject = (
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.subject)}</rdf:li>'
        "</rdf:Alt></dc:description>\n"
        if about.subject
        else ""
    )
    claims = [_ACCESSIBLE if tagged else ""]
    claims += [_ARCHIVE, _UA_SCHEMA] if about.archive else []
    keywords = f"<pdf:Keywords>{escape(about.keywords)}</pdf:Keywords>" if about.keywords else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.title)}</rdf:li></rdf:Alt></dc:title>
{subject}<dc:language><rdf:Bag><rdf:li>{escape(about.language)}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{_CREATOR}</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate>
<xmp:ModifyDate>{when}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{_PRODUCER}</pdf:Producer>{keywords}
</rdf:Description>
{"".join(claims)}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def _output_intents(file: File) -> str:
    """The colours that are meant, for files that are kept."""
    profile = file.add(packed(_srgb_profile(), N="3"))
    name = PDFString("sRGB IEC61966-2.1")
    intent = dictionary(S="/GTS_PDFA1", OutputConditionIdentifier=name, Info=name)
    intent["DestOutputProfile"] = f"{profile} 0 R"
    return f"[{file.refer(intent)}]"


def _srgb_profile() -> bytes:
    """The colour profile of an archived file, without the moment at which it was made."""
    from PIL import ImageCms  # for archives only

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + b"\x07\xd0\x00\x01\x00\x01" + bytes(6) + profile[36:]


def usual_moment() -> datetime:
    """When a document was made that says nothing of it: SOURCE_DATE_EPOCH, or the year 2000."""
    moment: datetime = TimeStamp(invariant=1).datetime
    return moment
