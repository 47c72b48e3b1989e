"""A dump file as a stream of lines: unpacked, in one encoding, with limits against hostile input.

What does not belong here: what the lines mean (one module a layout).
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pyarrow as pa

from pipeline.dumps.record import DumpError, NotADump

HEAD = 256 * 1024
MAX_LINE = 16 * 1024 * 1024
MAX_UNPACKED = 256 * 1024**3
# Real listings pack 3 to 10 times; gzip cannot pack better than 1,032 times.
MAX_RATIO = 1000
RATIO_FROM = 1024**3

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
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


class Overlong(bytes):
    """The start of a line that is longer than MAX_LINE; the rest of the line was passed over."""


class Source:
    """An opened dump: its name, the first bytes for recognition, and its lines.

    `head` holds up to HEAD unpacked bytes without byte order mark, `cut` says, after the lines were
    read, why they ended early (None: they did not). Raises NotADump for an empty or binary file and
    DumpError for one that cannot be opened or unpacked.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.name = name
        self.cut: str | None = None
        try:
            with path.open("rb") as file:
                self._start = file.read(16)
            self._packed_size = path.stat().st_size
        except OSError as error:
            raise DumpError(path, f"cannot be opened: {error.strerror or error}") from error
        if not self._start:
            raise NotADump(path, "is empty")
        self.head = self._read_head()

    def _read_head(self) -> bytes:
        try:
            with self._open() as stream:
                head = _read_some(stream, HEAD)
        except (OSError, zlib.error) as error:
            raise DumpError(self.path, f"cannot be unpacked: {error}") from error
        for magic, kind in _MAGIC.items():
            if head.startswith(magic):
                raise NotADump(self.path, f"is no dump of paper listings but {kind}")
        if not head.strip():
            raise NotADump(self.path, "holds nothing but blanks")
        return head

    def _open(self) -> BinaryIO:
        """The unpacked bytes from the start, in UTF-8 (or what passes for it), lines ended by \\n."""
        stream: BinaryIO
        if self._start.startswith(_GZIP):
            stream = cast(BinaryIO, gzip.open(self.path))  # noqa: SIM115
        elif self._start.startswith(_ZSTD):
            packed = pa.CompressedInputStream(pa.OSFile(str(self.path)), "zstd")
            stream = cast(BinaryIO, io.BufferedReader(packed, 1 << 18))
        else:
            stream = self.path.open("rb", 1 << 18)
        peek = cast(io.BufferedReader, stream).peek(4096)
        if peek[:2] in _UTF16:
            text = io.TextIOWrapper(stream, _UTF16[peek[:2]], errors="replace", newline="")
            text.read(1)
            stream = cast(BinaryIO, io.BufferedReader(_Encoder(text)))
            peek = cast(io.BufferedReader, stream).peek(4096)
        elif peek.startswith(codecs.BOM_UTF8):
            stream.read(3)
        if b"\r" in peek and b"\n" not in peek:
            stream = cast(BinaryIO, io.BufferedReader(_CarriageReturns(stream)))
        return stream

    def lines(self) -> Iterator[bytes]:
        """Every line without its end, from the start of the dump.

        Lines that are too long come as `Overlong`. Where packed data ends early, the last line that is
        not whole is left out, and `cut` says so.
        """
        self.cut = None
        unpacked = 0
        packed = self._start.startswith((_GZIP, _ZSTD))
        with self._open() as stream:
            while True:
                try:
                    line = stream.readline(MAX_LINE)
                    if len(line) == MAX_LINE and not line.endswith(b"\n"):
                        unpacked += _skip_line(stream)
                        line = Overlong(line[:1000])
                except (OSError, EOFError, zlib.error) as error:
                    self.cut = f"the packed data ends early or is damaged ({error})"
                    return
                if not line:
                    return
                unpacked += len(line)
                if packed and unpacked > RATIO_FROM and unpacked > MAX_RATIO * self._packed_size:
                    raise DumpError(self.path, f"unpacks to more than {MAX_RATIO} times its size")
                if unpacked > MAX_UNPACKED:
                    raise DumpError(self.path, f"holds more than {MAX_UNPACKED >> 30} GiB")
                yield line if isinstance(line, Overlong) else line.rstrip(b"\r\n")

    def stream(self) -> BinaryIO:
        """The unpacked bytes as a file, for layouts that are not made of lines. The caller closes it."""
        return self._open()


def _read_some(stream: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes, fewer where packed data ends early; raises only when there are none at all."""
    parts: list[bytes] = []
    try:
        while size > 0 and (part := stream.read(min(size, 4096))):
            parts.append(part)
            size -= len(part)
    except (OSError, EOFError, zlib.error) as error:
        if not parts:
            raise OSError(str(error)) from error
    return b"".join(parts)


def _skip_line(stream: BinaryIO) -> int:
    """Passes over the rest of a line; gives the number of bytes."""
    skipped = 0
    while part := stream.readline(MAX_LINE):
        skipped += len(part)
        if part.endswith(b"\n"):
            break
    return skipped


class _CarriageReturns(io.RawIOBase):
    """A stream whose lines end in \\r (as old Macs did), with \\n instead."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer)).replace(b"\r", b"\n")
        buffer[: len(data)] = data
        return len(data)


class _Encoder(io.RawIOBase):
    """A text stream as UTF-8 bytes."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        # A character takes at most four bytes.
        data = self._text.read(max(1, len(buffer) // 4)).encode("utf-8", "replace")
        buffer[: len(data)] = data
        return len(data)
