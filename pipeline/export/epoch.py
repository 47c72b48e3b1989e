"""The papers' own models as a CSV file with columns of Epoch AI's notable models."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.export.files import Row, rows, whole

COLUMNS = (
    "Model",
    "Organization",
    "Publication date",
    "Parameters",
    "Training compute (FLOP)",
    "Training dataset size (total)",
    "Training hardware",
    "Hardware quantity",
    "Training time (hours)",
    "Base model",
    "Confidence",
    "Link",
)
# Epoch's words by the least confidence that they stand for.
_CONFIDENCE = ((0.9, "Confident"), (0.7, "Likely"), (0.0, "Speculative"))


def write(release: Path, folder: Path) -> list[Path]:
    """Writes `folder/epoch-models.csv` of a release folder, and gives its path. What is not known is empty."""
    path = folder / "epoch-models.csv"
    with whole(path) as new, new.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_row(model) for model in rows(release, "models") if model["owner"] == "own")
    return [path]


def _row(model: Row) -> Row:
    hours, processors = model["training_gpu_hours"], model["hardware_quantity"]
    data = model["training_tokens"] if model["training_tokens"] is not None else model["training_data"]
    return {
        "Model": model["model"],
        "Organization": model["organization"],
        "Publication date": model["published"] or model["month"],
        "Parameters": model["parameters"],
        "Training compute (FLOP)": model["training_flop"],
        "Training dataset size (total)": data,
        "Training hardware": model["hardware"],
        "Hardware quantity": processors,
        "Training time (hours)": hours / processors if hours and processors else None,
        "Base model": model["base_model"],
        "Confidence": next(word for least, word in _CONFIDENCE if model["confidence"] >= least),
        "Link": _link(model),
    }


def _link(model: Row) -> str | None:
    if model["arxiv_id"]:
        return f"https://arxiv.org/abs/{model['arxiv_id']}"
    return model["model_url"] or model["code_url"]
