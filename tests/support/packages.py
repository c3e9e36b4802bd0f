"""ZIP packages made in memory, as word processors make them."""

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{part}="{_ODF}{name}:1.0"'
    for part, name in (
        *(("office", "office"), ("text", "text"), ("table", "table")),
        ("draw", "drawing"),
    )
)
ODT = "application/vnd.oasis.opendocument.text"


def package(members, first=()):
    """Return a ZIP archive of members, by name; those in `first` are not packed."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            kind = zipfile.ZIP_STORED if name in first else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, kind)
    return buffer.getvalue()


def word(body, namespace=W, main="word/document.xml", before=""):
    """Return a Word file with that body."""
    types = (
        '<Types><Override PartName="/x" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="a" Type="http://x/metadata" Target="b"/>'
        f'<Relationship Id="b" Type="http://x/officeDocument" Target="/{main}"/>'
        "</Relationships>"
    )
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document '
        f'xmlns:w="{namespace}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc='
        f'"http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}'
        "</w:body></w:document>"
    )
    return package(
        {"[Content_Types].xml": types, "_rels/.rels": relations, main: document}
    )


def paragraph(*runs, properties=""):
    """Return a paragraph of Word; runs that are no XML become text."""
    written = (
        one if one.startswith("<") else f"<w:r><w:t>{one}</w:t></w:r>" for one in runs
    )
    return f"<w:p>{properties}{''.join(written)}</w:p>"


def odf_document(body, before="", root="office:document-content", attributes=""):
    """Return the XML of an OpenDocument text with that body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<{root} {_SPACES} {attributes}>'
        f"<office:body><office:text>{body}</office:text></office:body></{root}>"
    )


def odt(body, before="", **more):
    """Return an OpenDocument text with that body and further members."""
    content = odf_document(body, before)
    members = {"mimetype": ODT, "content.xml": content, **more}
    return package(members, first=("mimetype",))
