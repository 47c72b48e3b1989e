"""One table as one Parquet file whose bytes depend on its rows alone.

Rows are cut into row groups of a fixed size whatever batches they come in, closed lists get a fixed
dictionary, and nothing of the clock or the machine is written. The file also carries a digest of its
content, which other versions of the Parquet library would give too.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.tables import CLOSED, Column, Table

if TYPE_CHECKING:
    from hashlib import _Hash

ROW_GROUP = 32_768
CONTENT = b"content_sha256"  # key of the content digest in the metadata of a file


class Writer:
    """Writes `folder/<table>.parquet` from batches that come in the published order.

    A context manager: the file is complete, and on disk, when the block ends without an exception.
    Raises ValueError where a batch does not have the columns of the table, OSError where the disk refuses.
    """

    def __init__(self, folder: Path, table: Table) -> None:
        self.table = table
        self.path = folder / f"{table.name}.parquet"
        self.rows = 0
        self._waiting: list[pa.Table] = []
        self._held = 0
        self._digest = hashlib.sha256("\n".join(column.name for column in table.columns).encode())

    def __enter__(self) -> Writer:
        self._parquet = pq.ParquetWriter(self.path, self.table.schema, compression="zstd", version="2.6")
        return self

    def write(self, batch: pa.Table) -> None:
        """Appends the rows of `batch`, a table of the table's schema."""
        if batch.column_names != self.table.schema.names:
            raise ValueError(f"{self.table.name}: columns {batch.column_names}, not {self.table.schema.names}")
        self._waiting.append(batch)
        self._held += batch.num_rows
        if self._held >= ROW_GROUP:
            self._flush(ROW_GROUP)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            with suppress(OSError):  # the disk may be why the block ended
                self._parquet.close()
            return
        self._flush(1)
        self._parquet.add_key_value_metadata({CONTENT: self._digest.hexdigest()})
        self._parquet.close()
        with self.path.open("rb") as file:
            os.fsync(file.fileno())

    def _flush(self, least: int) -> None:
        """Writes row groups as long as `least` rows are held."""
        if self._held < least:
            return
        # Dictionaries differ from batch to batch, so closed lists are joined as plain text.
        held = pa.concat_tables(batch.cast(_plain(self.table)) for batch in self._waiting)
        start = 0
        while held.num_rows - start >= least:
            group = held.slice(start, ROW_GROUP)
            arrays = [column.combine_chunks() for column in group.columns]
            for array in arrays:
                _update(self._digest, array)
            stored = [_stored(array, column) for array, column in zip(arrays, self.table.columns, strict=True)]
            self._parquet.write_table(pa.Table.from_arrays(stored, schema=self.table.schema), ROW_GROUP)
            start += group.num_rows
        self.rows += start
        self._waiting = [held.slice(start)]
        self._held = held.num_rows - start


def _plain(table: Table) -> pa.Schema:
    """The schema with closed lists as text."""
    return pa.schema([pa.field(c.name, pa.string() if c.type == CLOSED else c.type) for c in table.columns])


def _stored(array: pa.Array, column: Column) -> pa.Array:
    """The array as it is stored: a closed list gets its whole list as the dictionary, in that order.

    A value outside the list is kept (behind the list): saying that it is wrong is the suites' part.
    """
    if column.type != CLOSED:
        return array
    closed = list(column.values or ())
    strangers = sorted({value for value in array.unique().to_pylist() if value is not None} - set(closed))
    values = pa.array(closed + strangers, pa.string())
    return pa.DictionaryArray.from_arrays(pc.index_in(array, values).cast(pa.int8()), values)


def _update(digest: _Hash, array: pa.Array) -> None:
    """Feeds the values of an array to the digest: which are null, how long each is, and the values."""
    digest.update(np.packbits(array.is_valid().to_numpy(zero_copy_only=False)).tobytes())
    array = array.drop_null()
    if pa.types.is_list(array.type):
        digest.update(pc.list_value_length(array).to_numpy().tobytes())
        _update(digest, array.flatten())
    elif pa.types.is_string(array.type):
        digest.update(pc.binary_length(array).to_numpy().tobytes())
        _, offsets, data = array.buffers()
        if len(array) and data is not None:
            ends = np.frombuffer(offsets, np.int32)[array.offset : array.offset + len(array) + 1]
            digest.update(memoryview(data)[ends[0] : ends[-1]])
    elif pa.types.is_date32(array.type):
        digest.update(array.cast(pa.int32()).to_numpy().tobytes())
    else:
        digest.update(array.to_numpy(zero_copy_only=False).tobytes())
