/** Does it once the map rests, so that no flight ends half way. What interrupts a flight is waited for as well. */
export function rested(map, act) {
  if (map.isMoving()) {
    map.once("moveend", () => queueMicrotask(() => rested(map, act)));
  } else {
    act();
  }
}
