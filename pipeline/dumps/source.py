"""A dump file as a stream of lines: unpacked, in one encoding, with limits against hostile input.

What does not belong here: what the lines mean (one module a layout).
"""

from __future__ import annotations

import codecs
import io
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, cast

import pyarrow as pa

from pipeline.dumps.record import Damaged, DumpError, NotADump

HEAD = 256 * 1024
_CHUNK = 64 * 1024
MAX_LINE = 16 * 1024 * 1024
MAX_UNPACKED = 256 * 1024**3
# Real listings pack 3 to 10 times; gzip cannot pack better than 1,032 times.
MAX_RATIO = 1000
RATIO_FROM = 1024**3

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_ZIP = b"PK\x03\x04"
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

# What a file is that is no dump, for the error message.
_MAGIC = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a media file (RIFF)",
    b"%PDF": "a PDF document",
    b"\x7fELF": "a program (ELF)",
    b"SQLite format 3": "an SQLite database",
    b"BZh": "packed with bzip2: unpack it, or pack it with gzip or zstd",
    b"\xfd7zXZ": "packed with xz: unpack it, or pack it with gzip or zstd",
    b"7z\xbc\xaf": "packed with 7-Zip: unpack it, or pack it with gzip or zstd",
    b"ARROW1": "an Arrow file: save it as Parquet",
    b"\x93NUMPY": "a NumPy array",
}


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 as what they most often are: Windows-1252, of which Latin-1 is a part."""
    assert isinstance(error, UnicodeDecodeError)
    stray = error.object[error.start : error.end]
    try:
        return stray.decode("cp1252"), error.end
    except UnicodeDecodeError:
        return stray.decode("latin-1"), error.end


codecs.register_error("windows-1252", _windows_1252)


def decode(line: bytes) -> str:
    """Bytes of a dump as text: UTF-8, and what is not UTF-8 as Windows-1252."""
    return line.decode("utf-8", "windows-1252")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


class Overlong(bytes):
    """The start of a line that is longer than MAX_LINE; the rest of the line was passed over."""


class Source:
    """An opened dump: its name, the first bytes for recognition, and its lines.

    `columns` tells which column of a table holds a field of a paper (keys of fields.COLUMNS).
    `head` holds up to HEAD unpacked bytes without byte order mark. While and after the lines are read, `cut`
    says why they ended early (None: they did not), `rest` holds the start of the line that is missing its end, and
    `repaired` tells which lines were no UTF-8.
    Raises NotADump for an empty file and one of another kind, and DumpError for one that cannot be opened or unpacked.
    """

    def __init__(self, path: Path, name: str, columns: Mapping[str, str] | None = None) -> None:
        self.path = path
        self.name = name
        self.columns = columns or {}
        self.cut: str | None = None
        self.rest = b""
        self.repaired: deque[int] = deque()
        try:
            with path.open("rb") as file:
                self._start = file.read(16)
            self._packed_size = path.stat().st_size
        except OSError as error:
            raise DumpError(path, f"cannot be opened: {error.strerror or error}") from error
        if not self._start:
            raise Damaged(path, "is empty")
        self.head = self._read_head()

    def _read_head(self) -> bytes:
        try:
            with self.stream() as stream:
                head = stream.read(HEAD)
        except OSError as error:
            raise DumpError(self.path, f"cannot be read: {error}") from error
        if self.cut and not head:
            raise DumpError(self.path, f"cannot be unpacked: {self.cut}")
        for magic, kind in _MAGIC.items():
            if head.startswith(magic):
                raise NotADump(self.path, f"is no dump of paper listings but {kind}")
        if not head.strip():
            raise Damaged(self.path, "holds nothing but blanks")
        return head

    def stream(self) -> io.BufferedReader:
        """The unpacked bytes from the start, in UTF-8 (or what passes for it), lines ended by \\n.

        Where packed data ends early or is damaged, so does the stream, and `cut` says so. The caller closes it.
        """
        self.cut = None
        file: io.BufferedReader = io.BufferedReader(io.FileIO(self.path), 1 << 18)
        if self._start.startswith(_GZIP):
            file = self._buffered(self._limited(_gunzipped(file)), file)
        elif self._start.startswith(_ZSTD):
            unpacked = pa.CompressedInputStream(pa.PythonFile(file), "zstd")
            file = self._buffered(self._limited(_read_chunks(unpacked)), file)
        elif self._start.startswith(_ZIP):
            file = self._buffered(self._limited(_read_chunks(self._only_member(file))), file)
        peek = file.peek(4096)
        if peek[:2] in _UTF16:
            text = io.TextIOWrapper(file, _UTF16[peek[:2]], errors="replace", newline="")
            text.read(1)
            file = self._buffered(_encoded(text), text)
            peek = file.peek(4096)
        elif peek.startswith(codecs.BOM_UTF8):
            file.read(3)
        if b"\r" in peek and b"\n" not in peek:
            file = self._buffered(_newlines(file), file)
        return file

    def _only_member(self, file: BinaryIO) -> BinaryIO:
        """The one file in a zip archive. Its name is of no importance, and never a path."""
        try:
            archive = zipfile.ZipFile(file)
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) != 1:
                raise NotADump(self.path, f"is a zip archive of {len(members)} files: unpack those that are dumps")
            return cast(BinaryIO, archive.open(members[0]))
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise DumpError(self.path, f"cannot be unpacked: {error}") from error

    def _limited(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Unpacked chunks, as long as they are not too many. Raises DumpError beyond the limits."""
        size = 0
        for chunk in chunks:
            size += len(chunk)
            self.check_size(size)
            yield chunk

    def check_size(self, unpacked: int) -> None:
        """Raises DumpError where the dump unpacks to more than a dump may."""
        if unpacked > RATIO_FROM and unpacked > MAX_RATIO * self._packed_size:
            raise DumpError(self.path, f"unpacks to more than {MAX_RATIO:,} times its size")
        if unpacked > MAX_UNPACKED:
            raise DumpError(self.path, f"unpacks to more than {MAX_UNPACKED >> 30} GiB")

    def _buffered(self, chunks: Iterator[bytes], file: io.IOBase) -> io.BufferedReader:
        return io.BufferedReader(_Chunks(self, chunks, file), 1 << 18)

    def lines(self) -> Iterator[bytes]:
        """Every line without its end, from the start of the dump, in UTF-8.

        Lines that are too long come as `Overlong`. Where packed data ends early, the last line that is
        not whole is left out: `cut` says so, and `rest` holds it.
        """
        self.repaired.clear()
        self.rest = b""
        with self.stream() as stream:
            for number, line in enumerate(iter(lambda: stream.readline(MAX_LINE), b""), start=1):
                whole = line.endswith(b"\n")
                if len(line) == MAX_LINE and not whole:
                    _skip_line(stream)
                    line = Overlong(line[:1000])
                elif self.cut and not whole:
                    self.rest = line
                    return
                if isinstance(line, Overlong):
                    yield line
                    continue
                line = line.rstrip(b"\r\n")
                if not line.isascii() and not _is_utf8(line):
                    self.repaired.append(number)
                    line = decode(line).encode()
                yield line


def _skip_line(stream: BinaryIO) -> None:
    """Passes over the rest of a line."""
    while (part := stream.readline(MAX_LINE)) and not part.endswith(b"\n"):
        pass


class _Chunks(io.RawIOBase):
    """Chunks of the bytes of `file` as a file, which ends where they end or fail; the source notes a failure."""

    def __init__(self, source: Source, chunks: Iterator[bytes], file: io.IOBase) -> None:
        self._source = source
        self._chunks = chunks
        self._file = file
        self._left = b""

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            while not self._left:
                self._left = next(self._chunks)
        except StopIteration:
            return 0
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            self._source.cut = f"the packed data ends early or is damaged ({error})"
            return 0
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


def _gunzipped(file: BinaryIO) -> Iterator[bytes]:
    """The content of every member of a gzip file; unlike the gzip module it gives all there is before an error."""
    data = file.read(_CHUNK)
    while data:
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            yield member.decompress(data, _CHUNK)
            data = member.unconsumed_tail or member.unused_data or file.read(_CHUNK)
            if not data and not member.eof:
                yield member.flush()
                raise EOFError("the end is missing")


def _read_chunks(file: pa.NativeFile | BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _encoded(text: io.TextIOWrapper) -> Iterator[bytes]:
    while chunk := text.read(_CHUNK):
        yield chunk.encode("utf-8", "replace")


def _newlines(file: BinaryIO) -> Iterator[bytes]:
    """Lines as old Macs ended them, with \\r, as all others do."""
    while chunk := file.read(_CHUNK):
        yield chunk.replace(b"\r", b"\n")
