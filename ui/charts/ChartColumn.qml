pragma ComponentBehavior: Bound

import QtQuick
import okrskar.models
import ui.theme

/** The charts of a page, below one another; nothing where it has none. */
Column {
    id: column

    required property ChartsViewModel viewModel

    bottomPadding: cards.count > 0 ? Theme.spaceL : 0
    leftPadding: Theme.spaceL
    rightPadding: Theme.spaceL
    spacing: Theme.spaceL
    topPadding: cards.count > 0 ? Theme.spaceL : 0

    Repeater {
        id: cards

        model: column.viewModel?.cards ?? null

        ChartCard {
            width: column.width - 2 * Theme.spaceL
        }
    }
}
