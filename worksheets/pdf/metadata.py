"""What a file says about itself: the information dictionary and XMP, which must agree."""

from datetime import datetime
from functools import cache

from worksheets.markup import escape
from worksheets.pdf.numbers import text_string
from worksheets.plan import Plan

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
_ARCHIVE = (
    '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
    "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>\n"
)


def write_info(plan: Plan, moment: datetime) -> str:
    """The information dictionary."""
    entries = {
        "Title": plan.title,
        "Subject": plan.subject,
        "Keywords": plan.about,
        "Creator": _CREATOR,
        "Producer": _PRODUCER,
        "CreationDate": _pdf_moment(moment),
        "ModDate": _pdf_moment(moment),
    }
    return f"<<{''.join(f'/{key}{text_string(text)}' for key, text in entries.items() if text)}>>"


def write_xmp(plan: Plan, moment: datetime, *, archive: bool) -> bytes:
    """The same as XMP, with the standards that the file keeps to."""
    when = moment.isoformat() if moment.tzinfo else f"{moment.isoformat()}Z"
    subject = (
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(plan.subject)}</rdf:li>'
        "</rdf:Alt></dc:description>\n"
        if plan.subject
        else ""
    )
    keywords = f"<pdf:Keywords>{escape(plan.about)}</pdf:Keywords>" if plan.about else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(plan.title)}</rdf:li></rdf:Alt></dc:title>
{subject}<dc:language><rdf:Bag><rdf:li>{escape(plan.language)}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{_CREATOR}</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate>
<xmp:ModifyDate>{when}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{_PRODUCER}</pdf:Producer>{keywords}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
{_ARCHIVE + _UA_SCHEMA if archive else ""}</rdf:RDF></x:xmpmeta>
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
