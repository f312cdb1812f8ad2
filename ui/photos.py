"""Photos of the device's sealed vault as QML images: ``image://photo/<sha256>``, opened on the database lane."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQuick import QQuickAsyncImageProvider, QQuickImageResponse, QQuickTextureFactory

from app.db.pictures import MAX_PIXELS, media_type
from ui.jobs import Answer, Jobs, Lane, Ok

ReadPhoto = Callable[[str], bytes | None]
LARGEST = QSize(2048, 2048)


class _Response(QQuickImageResponse):
    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()

    def textureFactory(self) -> QQuickTextureFactory:
        return QQuickTextureFactory.textureFactoryForImage(self._image)

    def take(self, answer: Answer[QImage]) -> None:
        if isinstance(answer, Ok):
            self._image = answer.value
        self.finished.emit()


class PhotoProvider(QQuickAsyncImageProvider):
    """Reads and shrinks photos off the GUI thread. ``read`` is None while the app is locked: nothing is shown."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.read: ReadPhoto | None = None

    def requestImageResponse(self, sha256: str, requested: QSize) -> QQuickImageResponse:
        response = _Response()
        read = self.read
        wanted = requested if requested.width() > 0 or requested.height() > 0 else LARGEST
        self._jobs.run(Lane.DATABASE, lambda: _picture(read, sha256, wanted), response.take)
        return response


def _picture(read: ReadPhoto | None, sha256: str, wanted: QSize) -> QImage:
    """The photo, upright as its camera says it was held, no larger than ``wanted``; a null image for none."""
    data = read(sha256) if read is not None else None
    if not data:
        return QImage()
    image = _heic(data) if media_type(data[:12]) == "image/heic" else _upright(data)
    if image.isNull():
        return image
    size = QSize(wanted.width() or LARGEST.width(), wanted.height() or LARGEST.height()).boundedTo(LARGEST)
    if image.width() <= size.width() and image.height() <= size.height():
        return image
    return image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _upright(data: bytes) -> QImage:
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    return reader.read()


def _heic(data: bytes) -> QImage:
    """What Qt has no reader for. libheif turns it upright by itself."""
    import pillow_heif

    try:
        photo = pillow_heif.open_heif(data, convert_hdr_to_8bit=True)
        if photo.size[0] * photo.size[1] > MAX_PIXELS:
            return QImage()
        kind = QImage.Format.Format_RGBA8888 if photo.mode == "RGBA" else QImage.Format.Format_RGB888
        return QImage(bytes(photo.data), photo.size[0], photo.size[1], photo.stride, kind).copy()
    except (ValueError, OSError, RuntimeError, MemoryError, EOFError):
        return QImage()
