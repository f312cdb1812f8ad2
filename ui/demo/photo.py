"""A photo for the story: drawn, so that no real place or person is in it."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QLinearGradient, QPainter, QRadialGradient


def draw_lamp(path: Path) -> Path:
    """A street at night with one lamp of two alight, as JPEG, 1600×1200."""
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sky = QLinearGradient(0, 0, 0, 1200)
    sky.setColorAt(0.0, QColor("#0d1626"))
    sky.setColorAt(0.7, QColor("#26344c"))
    sky.setColorAt(1.0, QColor("#1a2027"))
    painter.fillRect(image.rect(), sky)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#11161d"))
    for x, height in ((0, 520), (260, 640), (520, 470), (1080, 600), (1340, 500)):
        painter.drawRect(x, 1000 - height, 250, height)
    painter.setBrush(QColor("#3a3f45"))
    painter.drawRect(0, 1000, 1600, 200)
    for x, alight in ((430, False), (1180, True)):
        if alight:
            glow = QRadialGradient(QPointF(x, 390), 420)
            glow.setColorAt(0.0, QColor(255, 222, 150, 210))
            glow.setColorAt(1.0, QColor(255, 222, 150, 0))
            painter.setBrush(glow)
            painter.drawEllipse(QPointF(x, 390), 420, 420)
        painter.setBrush(QColor("#8b939b"))
        painter.drawRect(x - 8, 400, 16, 610)
        painter.setBrush(QColor("#ffe9b0" if alight else "#4a4f55"))
        painter.drawEllipse(QPointF(x, 390), 46, 26)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = QImageWriter(str(path), QByteArray(b"jpeg"))
    writer.setQuality(85)
    writer.write(image)
    return path
