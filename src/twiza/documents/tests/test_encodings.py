"""Letters are read as they were written, or the file is refused with the way to save it better."""

import pytest

from twiza.core.errors import InputError
from twiza.documents.tests.conftest import guarded

FRENCH = "commune;état\nAït Bou Guemez;créée en août, près d’Azilal\nÉCOLE;ÇA À L’ŒUVRE\n"
ARABIC = "الجماعة;الحالة\nأزيلال;مركز صحي قروي\nآيت بوكماز;دار الأمومة\n"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (FRENCH + ARABIC, "utf-8", "utf-8"),
        (FRENCH + ARABIC, "utf-8-sig", "utf-8-sig"),
        (FRENCH + ARABIC, "utf-16", "utf-16"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (FRENCH, "utf-16-be", "utf-16-be"),
        (FRENCH, "cp1252", "cp1252"),
        (ARABIC, "cp1256", "cp1256"),
        (ARABIC + "dispensaire créé à côté\n", "cp1256", "cp1256"),
        ("plain,ascii\n", "ascii", "utf-8"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(text, encoding, found):
    file = guarded("list.csv", text.encode(encoding))

    assert (file.text, file.encoding) == (text, found)


@pytest.mark.parametrize(
    "content",
    [
        ARABIC.encode("cp1256") + "ÉCOLE\n".encode("cp1252"),
        b"code;name\n\x81\x8d;\x8f\x90\n\x00",
        "code;name\n".encode("utf-16") + b"\x00",
    ],
)
def test_text_that_cannot_be_known_for_sure_is_refused(content):
    with pytest.raises(InputError, match=r"^The letters of list\.csv cannot be read for sure\. Save it as UTF-8: "):
        guarded("list.csv", content)


def test_letters_lost_before_us_are_named_by_their_line():
    with pytest.raises(InputError, match=r"^list\.csv, line 2: letters were lost"):
        guarded("list.csv", "name\nA\ufffdt\n".encode())
