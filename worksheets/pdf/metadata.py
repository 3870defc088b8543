"""What a file says about itself: the information dictionary and XMP, which must agree."""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from worksheets.kept import kept
from worksheets.markup import escape
from worksheets.pdf.numbers import text_string

_MOST_KEPT = 8
"""Sheets of one program, made on one day, say the same of themselves."""

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
    """

    title: str
    language: str
    moment: datetime
    subject: str = ""
    keywords: str = ""
    archive: bool = False


def _known_by(about: About) -> tuple[object, ...]:
    """What a file's words about itself follow from: equal moments are written in two time zones."""
    return about, about.moment.isoformat()


@kept(_MOST_KEPT, key=_known_by)
def write_info(about: About) -> str:
    """The information dictionary."""
    entries = {
        "Title": about.title,
        "Subject": about.subject,
        "Keywords": about.keywords,
        "Creator": _CREATOR,
        "Producer": _PRODUCER,
        "CreationDate": _pdf_moment(about.moment),
        "ModDate": _pdf_moment(about.moment),
    }
    return f"<<{''.join(f'/{key}{text_string(text)}' for key, text in entries.items() if text)}>>"


@kept(_MOST_KEPT, key=lambda about, tagged: (tagged, *_known_by(about)))
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


def _pdf_moment(moment: datetime) -> str:
    offset = moment.strftime("%z")
    zone = f"{offset[:3]}'{offset[3:5]}'" if offset else "Z"
    return f"D:{moment:%Y%m%d%H%M%S}{zone}"


@cache
def srgb_profile() -> bytes:
    """The colour profile of an archived file, without the moment at which it was made."""
    from PIL import ImageCms  # for archives only

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + b"\x07\xd0\x00\x01\x00\x01" + bytes(6) + profile[36:]


def usual_moment() -> datetime:
    """When a document was made that says nothing of it: SOURCE_DATE_EPOCH, or the year 2000."""
    from reportlab.lib.utils import TimeStamp  # sheets that have a date start faster without it

    moment: datetime = TimeStamp(invariant=1).datetime
    return moment
