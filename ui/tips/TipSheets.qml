import QtQuick
import okrskar.models
import ui.tips

/** The sheets of a tip. They stand in the window, not on the tip's page: whatever is shown beneath, they stay. */
Item {
    id: sheets

    required property Workspace workspace

    ClosingSheet {
        viewModel: sheets.workspace.closing
    }
    NoteSheet {
        positionKnown: sheets.workspace.position.known
        positionWords: sheets.workspace.position.words
        viewModel: sheets.workspace.note

        onAsked: sheets.workspace.position.ask()
    }
    FormSheet {
        viewModel: sheets.workspace.form
    }
}
