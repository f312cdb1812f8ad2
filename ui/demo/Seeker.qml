import QtQuick

/** Says what of a window can be tapped or written into, and where. */
QtObject {
    /** A JSON list of [text, names, x, y, tappable, writable, free], what is drawn last at the end; free: not below a guard. */
    function seen(root: Item): string {
        const found = [];
        const guards = [];
        walk(root, root, found, guards);
        const covered = (x, y) => guards.some(area => x >= area.x && y >= area.y
                                                    && x < area.x + area.width && y < area.y + area.height);
        return JSON.stringify(found.map(thing => [...thing, !covered(thing[2], thing[3])]));
    }

    function walk(item: var, root: Item, found: var, guards: var) {
        if (!item.visible || item.opacity === 0)
            return;
        if (item.objectName === "guard")
            guards.push(item.mapToItem(root, 0, 0, item.width, item.height));
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
            walk(child, root, found, guards);
    }
}
