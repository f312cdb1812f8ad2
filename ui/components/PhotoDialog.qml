import QtQuick.Dialogs

// Picks photos. File systems tell upper case from lower, and cameras write both.
FileDialog {
    nameFilters: [qsTr("Photos") + " (*.jpg *.JPG *.Jpg *.jpeg *.JPEG *.Jpeg *.png *.PNG *.webp *.WEBP *.heic *.HEIC *.Heic *.heif *.HEIF)"]
    title: qsTr("Add a photo")
}
