"""Documents that describe a release to people and to other tools, all made from the registry of tables.

README.md is the dataset card of Hugging Face with the data dictionary, croissant.json is Croissant 1.1,
datapackage.json is a Data Package, CITATION.cff is the Citation File Format. They follow the content
alone: nothing of the clock or the machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from pipeline import tables

NAME = "paperfacts"
TITLE = "paperfacts: typed facts with receipts from paper abstracts"
ABOUT = (
    "Who reports what number on which benchmark, how large the models are, what was gained over what, where "
    "the code is: facts read from the abstracts of papers, each with the exact characters it was read from."
)
AUTHORS = "The paperfacts contributors"
LICENCE = "Facts: Apache-2.0. Titles and abstracts: as their authors licensed them."

# What a column's type is called in Croissant and in a Data Package.
_TYPES: dict[pa.DataType, tuple[str, str]] = {
    pa.string(): ("sc:Text", "string"),
    tables.CLOSED: ("sc:Text", "string"),
    tables.TEXTS: ("sc:Text", "array"),
    pa.int32(): ("cr:Int32", "integer"),
    pa.int64(): ("cr:Int64", "integer"),
    pa.float32(): ("cr:Float32", "number"),
    pa.float64(): ("cr:Float64", "number"),
    pa.bool_(): ("sc:Boolean", "boolean"),
    pa.date32(): ("sc:Date", "date"),
}

# The context that Croissant 1.1 prescribes.
_CROISSANT = (
    *("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileObject"),
    *("fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5"),
    *("parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate"),
    *("separator", "source", "subField", "transform"),
)
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{name: f"cr:{name}" for name in _CROISSANT},
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "sc": "https://schema.org/",
}


def documents(
    version: str, inputs: Sequence[Mapping[str, Any]], files: Mapping[str, Mapping[str, Any]]
) -> dict[str, str]:
    """The documents of a release by file name.

    Takes its version, the inputs of the manifest, and of each table's file the rows, bytes and sha256.
    """
    return {
        "README.md": card(version, inputs, files),
        "croissant.json": _json(croissant(version, files)),
        "datapackage.json": _json(datapackage(version, files)),
        "CITATION.cff": citation(version),
    }


def card(version: str, inputs: Sequence[Mapping[str, Any]], files: Mapping[str, Mapping[str, Any]]) -> str:
    """The dataset card: one configuration a table, and the data dictionary."""
    rows = {name: files[f"{name}.parquet"]["rows"] for name in tables.TABLES}
    configs = []
    for name in tables.TABLES:
        configs += [f"- config_name: {name}", f"  data_files: {name}.parquet"]
        configs += ["  default: true"] if name == "papers" else []
    lines = [
        "---",
        f"pretty_name: {json.dumps(TITLE)}",
        "license: other",
        "license_name: mixed",
        "language: en",
        "tags: [scientometrics, information-extraction, benchmarks, papers]",
        "configs:",
        *configs,
        "---",
        f"# {TITLE}",
        "",
        ABOUT,
        "",
        f"Release `{version}`: {rows['papers']:,} papers from {len(inputs)} dumps. {LICENCE}",
        "",
        "```python",
        "import pandas as pd",
        "",
        'gains = pd.read_parquet("gains.parquet")  # in the folder of the release',
        'top = gains[gains.confidence > 0.9].merge(pd.read_parquet("papers.parquet"), on="paper_id")',
        "```",
        "",
        "`manifest.json` names the dumps, the rules, and the rows, bytes and sha256 of every file.",
        "",
        "| table | rows | |",
        "| --- | ---: | --- |",
        *(f"| [{name}](#{name}) | {rows[name]:,} | {table.description} |" for name, table in tables.TABLES.items()),
        "",
        *(line.replace("# ", "## ", 1) if line.startswith("#") else line for line in _dictionary()),
    ]
    return "\n".join(lines).rstrip() + "\n"


def croissant(version: str, files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The release as a Croissant dataset: a file and a record set for each table."""
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": NAME,
        "description": ABOUT,
        "license": LICENCE,
        "creator": {"@type": "sc:Organization", "name": AUTHORS},
        "citeAs": f"{AUTHORS}. {TITLE}. Release {version}.",
        # Croissant wants major.minor.patch; what tells releases apart is behind the plus sign.
        "version": f"1.0.0+{version}",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": f"{name}.parquet",
                "name": f"{name}.parquet",
                "contentUrl": f"{name}.parquet",
                "contentSize": f"{files[f'{name}.parquet']['bytes']} B",
                "encodingFormat": "application/x-parquet",
                "sha256": files[f"{name}.parquet"]["sha256"],
            }
            for name in tables.TABLES
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": table.name,
                "name": table.name,
                "description": table.description,
                "key": [{"@id": f"{table.name}/{column}"} for column in table.key],
                "field": [_croissant_field(table, column) for column in table.columns],
            }
            for table in tables.TABLES.values()
        ],
    }


def datapackage(version: str, files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The release as a Data Package: a resource for each table."""
    return {
        "name": NAME,
        "title": TITLE,
        "description": f"{ABOUT} {LICENCE}",
        "version": version,
        "resources": [
            {
                "name": name,
                "path": f"{name}.parquet",
                "description": table.description,
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "bytes": files[f"{name}.parquet"]["bytes"],
                "hash": f"sha256:{files[f'{name}.parquet']['sha256']}",
                "schema": {
                    "fields": [_package_field(column) for column in table.columns],
                    "primaryKey": list(table.key),
                    "foreignKeys": [
                        {"fields": [c.name], "reference": {"resource": c.references, "fields": ["paper_id"]}}
                        for c in table.columns
                        if c.references
                    ],
                },
            }
            for name, table in tables.TABLES.items()
        ],
    }


def citation(version: str) -> str:
    """How to cite the release, in the Citation File Format."""
    told = {
        "cff-version": "1.2.0",
        "message": "If you use these tables, please cite them with these words.",
        "type": "dataset",
        "title": TITLE,
        "abstract": ABOUT,
        "authors": [{"name": AUTHORS}],
        "version": version,
    }
    # JSON is YAML.
    return "".join(f"{name}: {json.dumps(value)}\n" for name, value in told.items())


def _croissant_field(table: tables.Table, column: tables.Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": _TYPES[column.type][0],
        "source": {"fileObject": {"@id": f"{table.name}.parquet"}, "extract": {"column": column.name}},
    }
    if pa.types.is_list(column.type):
        field |= {"isArray": True, "arrayShape": "-1"}
    if column.references:
        field["references"] = {"field": {"@id": f"{column.references}/paper_id"}}
    return field


def _package_field(column: tables.Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type][1],
        "description": column.description + (f" Unit: {column.unit}." if column.unit else ""),
    }
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.values and not pa.types.is_list(column.type):
        constraints["enum"] = list(column.values)
    return field | ({"constraints": constraints} if constraints else {})


def _dictionary() -> list[str]:
    """The data dictionary without its own heading."""
    return tables.to_markdown().split("\n")[4:]


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
