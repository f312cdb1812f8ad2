/**
 * The seam between the page and whoever hosts it: one JSON string each way.
 *
 * Qt WebEngine hosts it over a QWebChannel object named `okrskar` (signal `toPage`, slot `fromPage`). Any other host
 * (Qt WebView, the residents' portal) puts `globalThis.okrskarHost = {post(json), listen(receive)}` in place first.
 *
 * @param {(json: string) => void} receive called with each message of the host
 * @returns {Promise<(json: string) => void>} what sends a message to the host
 */
export function connect(receive) {
  const host = globalThis.okrskarHost;
  if (host) {
    host.listen(receive);
    return Promise.resolve((json) => host.post(json));
  }
  return new Promise((resolve, reject) => {
    if (!globalThis.qt?.webChannelTransport || !globalThis.QWebChannel) {
      reject(new Error("no host: neither okrskarHost nor a web channel"));
      return;
    }
    new globalThis.QWebChannel(globalThis.qt.webChannelTransport, (channel) => {
      const bridge = channel.objects.okrskar;
      bridge.toPage.connect(receive);
      resolve((json) => bridge.fromPage(json));
    });
  });
}
