import QtQuick

/** Says what of a window can be tapped or written into, and where. */
QtObject {
    /** A JSON list of [text, names, x, y, tappable, writable], what is drawn last at the end. */
    function seen(root: Item): string {
        const found = [];
        walk(root, root, found);
        return JSON.stringify(found);
    }

    function walk(item: var, root: Item, found: var) {
        if (!item.visible || item.opacity === 0)
            return;
        const tappable = item.enabled && typeof item.clicked === "function" && item.text !== undefined;
        const writable = item.enabled && item.placeholder !== undefined;
        if ((tappable || writable) && item.width > 0 && item.height > 0) {
            const centre = item.mapToItem(root, item.width / 2, item.height / 2);
            if (centre.x >= 0 && centre.y >= 0 && centre.x < root.width && centre.y < root.height) {
                const names = [item.placeholder, item.label, item.name].filter(name => typeof name === "string" && name !== "");
                found.push([String(item.text ?? ""), names, centre.x, centre.y, tappable, writable]);
            }
        }
        const children = Array.from(item.children).sort((a, b) => a.z - b.z);
        for (const child of children)
            walk(child, root, found);
    }
}
