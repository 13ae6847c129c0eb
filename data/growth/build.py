"""
Write lms.csv.gz from WHO's own tables: `python data/growth/build.py FOLDER`, with the folders lms_0_5 and lms_5_19.

Each row: the table, sex (m, f), where (whole days, whole months, or centimetres), and L, M and S there.
"""

import csv
import gzip
import io
import sys
from pathlib import Path

HERE = Path(__file__).parent
TABLES = {
    "weight_by_day": "lms_0_5/weianthro.txt",
    "length_by_day": "lms_0_5/lenanthro.txt",
    "bmi_by_day": "lms_0_5/bmianthro.txt",
    "head_by_day": "lms_0_5/hcanthro.txt",
    "arm_by_day": "lms_0_5/acanthro.txt",
    "weight_by_length": "lms_0_5/wflanthro.txt",
    "weight_by_height": "lms_0_5/wfhanthro.txt",
    "weight_by_month": "lms_5_19/wfawho2007.txt",
    "height_by_month": "lms_5_19/hfawho2007.txt",
    "bmi_by_month": "lms_5_19/bfawho2007.txt",
}
SEXES = {"1": "m", "2": "f"}


def main(folder: Path) -> None:
    """Write every table into one file, always the same bytes."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["table", "sex", "at", "l", "m", "s"])
    for table, name in TABLES.items():
        with (folder / name).open(encoding="utf-8") as lines:
            for sex, at, *lms in list(csv.reader(lines, delimiter="\t"))[1:]:
                rows.writerow([table, SEXES[sex], at, *lms[:3]])
    (HERE / "lms.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
