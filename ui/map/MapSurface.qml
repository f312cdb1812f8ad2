import QtQuick
import QtWebChannel
import QtWebEngine
import okrskar.models

// The only file that names Qt WebEngine; MapView loads it when the map is first shown.
Item {
    id: surface

    required property MapViewModel viewModel
    required property url page
    property color ground: "transparent"

    WebEngineProfilePrototype {
        id: prototype
    }

    WebChannel {
        id: channel
    }

    WebEngineView {
        id: view

        objectName: "web"

        anchors.fill: parent
        backgroundColor: surface.ground
        webChannel: channel
        activeFocusOnPress: true
        settings.localContentCanAccessRemoteUrls: false
        settings.localContentCanAccessFileUrls: false
        settings.javascriptCanOpenWindows: false
        settings.javascriptCanAccessClipboard: false
        settings.localStorageEnabled: false
        settings.pluginsEnabled: false
        settings.pdfViewerEnabled: false
        settings.errorPageEnabled: false
        settings.showScrollBars: false
        settings.focusOnNavigationEnabled: false
        settings.dnsPrefetchEnabled: false
        settings.hyperlinkAuditingEnabled: false

        onNavigationRequested: request => {
            if (request.url.toString() !== surface.page.toString())
                request.reject();
        }
        onContextMenuRequested: request => request.accepted = true
        onPermissionRequested: permission => permission.deny()
        onJavaScriptConsoleMessage: (level, message, line, source) => surface.viewModel.consoleMessage(message, line, source)
        onRenderProcessTerminated: (status, code) => {
            surface.viewModel.crashed(status + " " + code);
            reload();
        }
    }

    Component.onCompleted: {
        const profile = prototype.instance();
        surface.viewModel.adopt(profile);
        view.profile = profile;
        channel.registerObject("okrskar", surface.viewModel.bridge);
        view.url = surface.page;
    }
}
