import QtQuick
import QtWebEngine

// A browser as large as its window, without controls: what a resident holds in their hand.
WebEngineView {
    id: browser

    property list<string> photos: []

    signal said(answer: string)

    function ask(script: string) {
        browser.runJavaScript(`JSON.stringify(${script})`, answer => browser.said(answer ?? "null"));
    }

    Component.onCompleted: browser.profile.httpAcceptLanguage = "cs"
    settings.showScrollBars: false

    onFileDialogRequested: request => {
        request.accepted = true;
        request.dialogAccept(browser.photos);
    }
}
