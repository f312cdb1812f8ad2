import QtQuick
import okrskar.models
import ui.components
import ui.theme

/** What the page shows beside the note being written. */
Flow {
    id: chips

    required property PatrolViewModel viewModel

    spacing: Theme.spaceS

    FilterChip {
        checked: chips.viewModel.part === "notes"
        outlined: true
        text: qsTr("Notes")

        onClicked: chips.viewModel.showPart("notes")
    }
    FilterChip {
        checked: chips.viewModel.part === "walk"
        outlined: true
        text: qsTr("Round")

        onClicked: chips.viewModel.showPart("walk")
    }
    FilterChip {
        checked: chips.viewModel.part === "day"
        outlined: true
        text: qsTr("My day")

        onClicked: chips.viewModel.showPart("day")
    }
}
