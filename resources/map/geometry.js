/** Small geometry of the page: rings in metres, middles of polygons, tips as GeoJSON. */

const EARTH = 6371008.8;

/** A polygon of `metres` radius around a point, near enough for an accuracy ring of up to some kilometres. */
export function ring(lon, lat, metres) {
  const north = (metres / EARTH) * (180 / Math.PI);
  const east = north / Math.cos((lat * Math.PI) / 180);
  const points = Array.from({ length: 65 }, (_, i) => {
    const angle = (i / 64) * 2 * Math.PI;
    return [lon + east * Math.cos(angle), lat + north * Math.sin(angle)];
  });
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [points] } };
}

function area(points) {
  let sum = 0;
  for (let i = 1; i < points.length; i += 1) {
    sum += points[i - 1][0] * points[i][1] - points[i][0] * points[i - 1][1];
  }
  return sum / 2;
}

/** Where a polygon's name goes: the centroid of its largest outer ring, [lon, lat]. */
export function middle(geometry) {
  const rings = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map((polygon) => polygon[0]);
  const points = rings.reduce((best, one) => (Math.abs(area(one)) > Math.abs(area(best)) ? one : best));
  const whole = area(points);
  let [x, y] = [0, 0];
  for (let i = 1; i < points.length; i += 1) {
    const cross = points[i - 1][0] * points[i][1] - points[i][0] * points[i - 1][1];
    x += (points[i - 1][0] + points[i][0]) * cross;
    y += (points[i - 1][1] + points[i][1]) * cross;
  }
  return whole ? [x / (6 * whole), y / (6 * whole)] : points[0];
}

export function collection(features) {
  return { type: "FeatureCollection", features };
}

export function point(lon, lat, properties = {}) {
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: [lon, lat] } };
}
